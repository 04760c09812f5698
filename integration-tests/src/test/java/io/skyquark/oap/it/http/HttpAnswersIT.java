// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.Ports;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sends the requests of {@code upstream-answers.yaml} and {@code graphql-answers.yaml} to the packaged server and expects the answers that upstream gave. */
class HttpAnswersIT {

    private static final Ports ZIPKIN = Ports.free();

    private static RunningServer server;
    private static String modules;

    @BeforeAll
    static void start() {
        server = ServerUnderTest.launch()
            .env("SW_HEALTH_CHECKER", "default")
            .env("SW_QUERY_ZIPKIN", "default").env("SW_QUERY_ZIPKIN_REST_PORT", String.valueOf(ZIPKIN.rest()))
            .env("SW_RECEIVER_ZIPKIN", "default").env("SW_RECEIVER_ZIPKIN_REST_PORT", String.valueOf(ZIPKIN.promql()))
            .start();
        modules = server.http().send("GET", "/debugging/config/dump", Map.of(), null).body();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> answersAsUpstreamDoes() throws IOException {
        return Stream.concat(rows("/http/upstream-answers.yaml"), rows("/http/graphql-answers.yaml"));
    }

    private static Stream<DynamicTest> rows(String resource) throws IOException {
        try (var table = HttpAnswersIT.class.getResourceAsStream(resource)) {
            var cases = Json.parseYaml(new String(table.readAllBytes(), StandardCharsets.UTF_8));
            // Modules that a later release of this project switches on have their rows already.
            return StreamSupport.stream(cases.spliterator(), false)
                .filter(row -> !row.has("module") || modules.contains(row.get("module").asText() + ".provider="))
                .map(row -> dynamicTest(row.get("name").asText(), () -> check(row)));
        }
    }

    private static void check(JsonNode row) throws IOException {
        var answer = RawHttp.send(port(row.get("server").asText()), request(row));

        assertThat(answer.status()).isEqualTo(row.get("status").asInt());
        if (row.has("type")) {
            assertThat(answer.headers()).containsEntry("content-type", row.get("type").asText());
        }
        if (row.has("cache")) {
            assertThat(answer.headers()).containsEntry("cache-control", row.get("cache").asText());
        }
        if (row.has("length")) {
            assertThat(answer.headers()).containsEntry("content-length", row.get("length").asText());
        }
        if (row.has("answer")) {
            var expected = ServerUnderTest.asTold(row.get("answer").asText());
            if (expected.startsWith("~")) {
                assertThat(answer.body()).matches(expected.substring(1));
            } else {
                assertThat(answer.body()).isEqualTo(expected);
            }
        }
    }

    private static RawHttp.Request request(JsonNode row) {
        var line = padded(row, row.get("request").asText()).split(" ", 2);
        Map<String, String> headers = new TreeMap<>();
        row.path("headers").properties().forEach(header -> headers.put(header.getKey(), padded(row, header.getValue().asText())));
        return new RawHttp.Request(line[0], line[1], row.path("version").asText("HTTP/1.1"), headers, body(row), row.has("send"));
    }

    private static byte[] body(JsonNode row) {
        if (row.has("hex")) {
            return HexFormat.of().parseHex(row.get("hex").asText());
        }
        if (!row.has("body")) {
            return null;
        }
        var plain = padded(row, row.get("body").asText()).getBytes(StandardCharsets.UTF_8);
        return row.has("encode") ? gzip(plain) : plain;
    }

    private static String padded(JsonNode row, String text) {
        return text.replace("<pad>", "x".repeat(row.path("pad").asInt()));
    }

    private static int port(String listener) {
        return switch (listener) {
            case "core" -> server.ports().rest();
            case "promql" -> server.ports().promql();
            case "logql" -> server.ports().logql();
            case "firehose" -> server.ports().firehose();
            case "zipkin" -> ZIPKIN.promql();
            case "zipkinquery" -> ZIPKIN.rest();
            default -> throw new IllegalArgumentException(listener);
        };
    }

    private static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.zipkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import zipkin2.Endpoint;
import zipkin2.Span;
import zipkin2.codec.SpanBytesEncoder;
import zipkin2.reporter.AsyncReporter;
import zipkin2.reporter.InMemoryReporterMetrics;
import zipkin2.reporter.urlconnection.URLConnectionSender;

/** Zipkin's own reporter for Java sends spans in each of its encodings, compressed and not; they are found through Zipkin's query API. */
class ZipkinReporterIT {

    private static final long NOW = Instant.now().toEpochMilli() * 1000;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = ServerUnderTest.launch().env("SW_RECEIVER_ZIPKIN", "default").env("SW_QUERY_ZIPKIN", "default").start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    static Stream<Arguments> encodings() {
        return Stream.of(SpanBytesEncoder.JSON_V2, SpanBytesEncoder.PROTO3, SpanBytesEncoder.JSON_V1, SpanBytesEncoder.THRIFT)
            .flatMap(encoder -> Stream.of(true, false).map(gzip -> Arguments.of(encoder, gzip)));
    }

    @ParameterizedTest(name = "{0}, gzip {1}")
    @MethodSource("encodings")
    void spansAreTakenAndFound(SpanBytesEncoder encoder, boolean gzip) {
        var service = ("orders-" + encoder + "-" + gzip).toLowerCase();
        var traceId = "%016x%016x".formatted(NOW, service.hashCode() & 0xFFFFFFFFL);
        var client = span(traceId, "000000000000000a", null, Span.Kind.CLIENT, "get /stock", service, "stock");
        var failed = span(traceId, "000000000000000b", "000000000000000a", Span.Kind.SERVER, "get /stock", "stock", service)
            .toBuilder().putTag("error", "out of stock").putTag("http.method", "GET").addAnnotation(NOW + 20, "asked").build();
        report(encoder, gzip, client, failed);

        eventually().untilAsserted(() -> {
            var spans = query("/trace/" + traceId);
            assertThat(spans).hasSize(2);
            for (var expected : new Span[] {client, failed}) {
                var found = spans.valueStream().filter(span -> span.get("id").asText().equals(expected.id())).findFirst().orElseThrow();
                assertThat(found.get("traceId").asText()).isEqualTo(traceId);
                assertThat(found.path("parentId").asText(null)).isEqualTo(expected.parentId());
                assertThat(found.get("kind").asText()).isEqualTo(expected.kind().name());
                assertThat(found.get("name").asText()).isEqualTo(expected.name());
                assertThat(found.get("timestamp").asLong()).isEqualTo(expected.timestampAsLong());
                assertThat(found.get("duration").asLong()).isEqualTo(expected.durationAsLong());
                assertThat(found.at("/localEndpoint/serviceName").asText()).isEqualTo(expected.localServiceName());
                assertThat(found.at("/localEndpoint/ipv4").asText()).isEqualTo(expected.localEndpoint().ipv4());
                assertThat(found.at("/remoteEndpoint/serviceName").asText()).isEqualTo(expected.remoteServiceName());
                assertThat(tags(found)).containsExactlyInAnyOrderEntriesOf(new TreeMap<>(expected.tags()));
            }
            assertThat(spans.findValuesAsText("value")).contains("asked");
            assertThat(query("/services")).extracting(JsonNode::asText).contains(service);
            assertThat(query("/spans?serviceName=" + service)).extracting(JsonNode::asText).contains("get /stock");
            assertThat(query("/remoteServices?serviceName=" + service)).extracting(JsonNode::asText).contains("stock");
            var bySearch = query("/traces?limit=10&lookback=86400000&endTs=" + (NOW / 1000 + 60_000) + "&serviceName=" + service + "&spanName="
                + URLEncoder.encode("get /stock", StandardCharsets.UTF_8));
            assertThat(bySearch).hasSize(1);
            assertThat(bySearch.at("/0/0/traceId").asText()).isEqualTo(traceId);
        });
    }

    private static void report(SpanBytesEncoder encoder, boolean gzip, Span... spans) {
        boolean first = encoder == SpanBytesEncoder.JSON_V1 || encoder == SpanBytesEncoder.THRIFT;
        var metrics = new InMemoryReporterMetrics();
        var url = "http://127.0.0.1:" + server.ports().zipkin() + (first ? "/api/v1/spans" : "/api/v2/spans");
        try (var sender = URLConnectionSender.newBuilder().endpoint(url).encoding(encoder.encoding()).compressionEnabled(gzip).build();
             var reporter = AsyncReporter.builder(sender).metrics(metrics).messageTimeout(0, TimeUnit.SECONDS).build(encoder)) {
            assertThat(sender.check().error()).as("the reporter's own check of the server").isNull();
            for (var span : spans) {
                reporter.report(span);
            }
            reporter.flush();
        }
        assertThat(metrics.messages()).isEqualTo(1);
        assertThat(metrics.messagesDropped()).isZero();
        assertThat(metrics.spansDropped()).isZero();
    }

    private static Span span(String traceId, String id, String parent, Span.Kind kind, String name, String service, String other) {
        return Span.newBuilder().traceId(traceId).id(id).parentId(parent).kind(kind).name(name).timestamp(NOW + 10).duration(5_000)
            .localEndpoint(Endpoint.newBuilder().serviceName(service).ip("10.0.0.31").port(8080).build())
            .remoteEndpoint(Endpoint.newBuilder().serviceName(other).ip("10.0.0.32").port(8081).build()).build();
    }

    private static Map<String, String> tags(JsonNode span) {
        var tags = new TreeMap<String, String>();
        span.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    private static JsonNode query(String path) {
        var answer = new Http(server.ports().zipkinQuery()).send("GET", "/zipkin/api/v2" + path, Map.of(), null);
        assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(200);
        return Json.parse(answer.body());
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1));
    }
}

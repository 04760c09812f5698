// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Times that no clock shows and texts that no column holds, among good messages of the same call: what the storage does not take is counted, and what came
 * with it is kept.
 */
class HostileTimesIT {

    private static final Instant BEGIN = Instant.now();
    /** Milliseconds: far past, far future, and beyond what a date can have. */
    private static final List<Long> TIMES = List.of(-1L, 0L, Long.MIN_VALUE, Long.MAX_VALUE, -62_135_596_800_000L, 253_402_300_800_000L, 32_503_680_000_000L,
        9_007_199_254_740_993L, 4_102_444_800_000L);
    private static final int GOOD = 20;

    private static RunningServer server;

    @BeforeAll
    static void send() {
        server = ServerUnderTest.launch().env("SW_RECEIVER_ZIPKIN", "default").env("SW_QUERY_ZIPKIN", "default").start();
        var segments = new ArrayList<JsonNode>();
        var logs = new ArrayList<JsonNode>();
        var errors = new ArrayList<JsonNode>();
        var events = new ArrayList<JsonNode>();
        var spans = new ArrayList<JsonNode>();
        for (int i = 0; i < GOOD; i++) {
            long good = Instant.now().toEpochMilli() - i;
            long bad = TIMES.get(i % TIMES.size());
            add(segments, logs, errors, events, spans, "good-" + i, good, "short");
            add(segments, logs, errors, events, spans, "bad-" + i, bad, "short");
            add(segments, logs, errors, events, spans, "long-" + i, good, "x".repeat(10_000));
        }
        assertThat(server.grpc().call("skywalking.v3.TraceSegmentReportService/collect", segments).status()).isEqualTo("OK");
        assertThat(server.grpc().call("skywalking.v3.LogReportService/collect", logs).status()).isEqualTo("OK");
        assertThat(server.grpc().call("skywalking.v3.BrowserPerfService/collectErrorLogs", errors).status()).isEqualTo("OK");
        assertThat(server.grpc().call("skywalking.v3.EventService/collect", events).status()).isEqualTo("OK");
        assertThat(new Http(server.ports().zipkin()).send("POST", "/api/v2/spans", Map.of("Content-Type", "application/json"), Json.of(spans).toString()).status())
            .isEqualTo(202);
    }

    private static void add(List<JsonNode> segments, List<JsonNode> logs, List<JsonNode> errors, List<JsonNode> events, List<JsonNode> spans, String id, long time,
                            String text) {
        segments.add(Json.of(Map.of("traceId", id, "traceSegmentId", id + "-segment", "service", "hostile-times", "serviceInstance", "one",
            "spans", List.of(Map.of("spanId", 0, "parentSpanId", -1, "startTime", time, "endTime", time, "operationName", text, "spanType", "Entry",
                "spanLayer", "Http", "componentId", 1)))));
        logs.add(Json.of(Map.of("timestamp", time, "service", "hostile-times", "serviceInstance", "one", "layer", "GENERAL", "traceContext", Map.of("traceId", id + text),
            "body", Map.of("type", "text", "text", Map.of("text", id)))));
        errors.add(Json.of(Map.of("uniqueId", id, "service", "hostile-times-ui", "serviceVersion", "v1", "time", time, "pagePath", text, "category", "js",
            "message", id)));
        events.add(Json.of(Map.of("uuid", id, "source", Map.of("service", "hostile-times"), "name", id, "type", "Normal", "message", text, "startTime", time,
            "endTime", time, "layer", "GENERAL")));
        spans.add(Json.of(Map.of("traceId", "%016x".formatted(id.hashCode() & 0xFFFFFFFFL), "id", "00000000000000aa", "name", text, "kind", "SERVER",
            // A list with a time before 1970 or of five digits' years is refused as a whole, with status 400.
            "timestamp", time > 0 && time < 100_000_000_000_000L ? time * 1000 : 32_503_680_000_000_000L, "duration", 10, "localEndpoint", Map.of("serviceName", "hostile-times"))));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void goodSegmentsAreKept() {
        eventually(() -> assertThat(ask("query ($c: TraceQueryCondition) { queryBasicTraces(condition: $c) { traces { traceIds } } }",
            Map.of("queryDuration", around("MINUTE"), "traceState", "ALL", "queryOrder", "BY_START_TIME", "paging", Map.of("pageNum", 1, "pageSize", 100)))
            .findValues("traceIds").stream().map(ids -> ids.get(0).asText()).filter(id -> id.startsWith("good-")).distinct()).hasSize(GOOD));
    }

    @Test
    void goodLogsAreKept() {
        eventually(() -> assertThat(ask("query ($c: LogQueryCondition) { queryLogs(condition: $c) { logs { content } } }",
            Map.of("serviceId", id("hostile-times"), "queryDuration", around("SECOND"), "paging", Map.of("pageNum", 1, "pageSize", 100)))
            .findValuesAsText("content").stream().filter(content -> content.startsWith("good-")).distinct()).hasSize(GOOD));
    }

    @Test
    void goodBrowserErrorsAreKept() {
        eventually(() -> assertThat(ask("query ($c: BrowserErrorLogQueryCondition) { queryBrowserErrorLogs(condition: $c) { logs { message } } }",
            Map.of("serviceId", id("hostile-times-ui"), "queryDuration", around("SECOND"), "paging", Map.of("pageNum", 1, "pageSize", 100)))
            .findValuesAsText("message").stream().filter(message -> message.startsWith("good-")).distinct()).hasSize(GOOD));
    }

    @Test
    void goodEventsAreKept() {
        eventually(() -> {
            assertThat(ask("query ($c: EventQueryCondition) { queryEvents(condition: $c) { events { name } } }",
                Map.of("time", around("MINUTE"), "paging", Map.of("pageNum", 1, "pageSize", 100)))
                .findValuesAsText("name").stream().filter(name -> name.startsWith("good-")).distinct()).hasSize(GOOD);
            assertThat(dropped("time")).isNotEmpty();
        });
    }

    @Test
    void goodZipkinSpansAreKept() {
        eventually(() -> {
            for (int i = 0; i < GOOD; i++) {
                var trace = "%016x".formatted(("good-" + i).hashCode() & 0xFFFFFFFFL);
                assertThat(Json.parse(new Http(server.ports().zipkinQuery()).send("GET", "/zipkin/api/v2/trace/" + trace, Map.of(), null).body())).isNotEmpty();
            }
        });
    }

    @Test
    void rowsThatTheStorageDoesNotTakeAreCounted() {
        // Pages and errors of browsers go where the first of them is too long for its column.
        eventually(() -> assertThat(dropped("refused")).isNotEmpty());
        assertThat(server.isReady()).isTrue();
    }

    private static List<String> dropped(String reason) {
        return server.http().send("GET", "/q/metrics", Map.of(), null).body().lines()
            .filter(line -> line.startsWith("oap_storage_dropped_total{") && line.contains("reason=\"" + reason + "\"")).toList();
    }

    private static JsonNode ask(String query, Map<String, ?> condition) {
        return server.graphQl().data(query, Map.of("c", condition));
    }

    private static Map<String, String> around(String step) {
        return TestTime.duration(step, BEGIN.minusSeconds(120), Instant.now().plusSeconds(60));
    }

    private static String id(String service) {
        return Base64.getEncoder().encodeToString(service.getBytes()) + ".1";
    }

    private static void eventually(ThrowingRunnable assertions) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).untilAsserted(assertions);
    }
}

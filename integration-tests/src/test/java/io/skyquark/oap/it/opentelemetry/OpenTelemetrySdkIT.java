// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.opentelemetry;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenTelemetry's SDK for Java exports over gRPC; what the rules make of it is found through the query protocol. */
class OpenTelemetrySdkIT {

    private static final Instant BEGIN = Instant.now();

    private static RunningServer server;

    @BeforeAll
    static void start() {
        // Spans are kept for Zipkin's query API.
        server = ServerUnderTest.launch().env("SW_OTEL_RECEIVER_ENABLED_HANDLERS", "otlp-traces,otlp-metrics,otlp-logs")
            .env("SW_RECEIVER_ZIPKIN", "default").env("SW_QUERY_ZIPKIN", "default").start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void gaugesAndCountersOfAHost() {
        var host = Map.of("scope", "Service", "serviceName", "sdk-host", "normal", true);
        try (var provider = meterProvider(Resource.builder().put("service.name", "vm-monitoring").put("host.name", "sdk-host").build())) {
            var meter = provider.get("test");
            meter.gaugeBuilder("node_load1").buildWithCallback(gauge -> gauge.record(0.75));
            meter.gaugeBuilder("node_memory_MemTotal_bytes").ofLongs().buildWithCallback(gauge -> gauge.record(8_000));
            meter.gaugeBuilder("node_memory_MemAvailable_bytes").ofLongs().buildWithCallback(gauge -> gauge.record(3_000));
            var cpu = meter.counterBuilder("node_cpu_seconds_total").ofDoubles().build();
            exportUntil(provider, () -> {
                cpu.add(1.5, Attributes.of(stringKey("mode"), "user"));
                cpu.add(20, Attributes.of(stringKey("mode"), "idle"));
            }, () -> {
                assertThat(values("meter_vm_cpu_load1", host)).containsOnly(75.0);
                assertThat(values("meter_vm_memory_used", host)).containsOnly(5_000.0);
                assertThat(values("meter_vm_cpu_total_percentage", host)).anyMatch(value -> value > 0);
                assertThat(series("meter_vm_cpu_average_used", host).findValuesAsText("value")).contains("user", "idle");
            });
        }
        eventually().untilAsserted(() -> assertThat(server.graphQl().data("{ listServices(layer: \"OS_LINUX\") { name } }", Map.of())
            .findValuesAsText("name")).contains("sdk-host"));
    }

    @Test
    void histogramsOfAServer() {
        var instance = Map.of("scope", "ServiceInstance", "serviceName", "sdk-oap", "serviceInstanceName", "sdk-oap-1", "normal", true);
        var resource = Resource.builder().put("service.name", "skywalking-so11y").put("service", "sdk-oap").put("host_name", "sdk-oap-1").build();
        try (var provider = meterProvider(resource)) {
            var latency = provider.get("test").histogramBuilder("trace_in_latency").build();
            exportUntil(provider, () -> {
                latency.record(0.02);
                latency.record(7);
            }, () -> {
                assertThat(values("meter_oap_instance_trace_count", instance)).anyMatch(value -> value > 0);
                assertThat(series("meter_oap_instance_trace_latency_percentile", instance)).hasSize(4);
            });
        }
    }

    @Test
    void logs() {
        var exporter = OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint()).build();
        var resource = Resource.builder().put("service.name", "sdk-logs").put("service.instance", "sdk-logs-1").build();
        try (var provider = SdkLoggerProvider.builder().setResource(resource).addLogRecordProcessor(SimpleLogRecordProcessor.create(exporter)).build()) {
            var logger = provider.get("test");
            logger.logRecordBuilder().setTimestamp(Instant.now()).setSeverity(Severity.INFO).setBody("started").setAttribute(stringKey("level"), "INFO").emit();
            logger.logRecordBuilder().setTimestamp(Instant.now()).setSeverity(Severity.ERROR).setBody("failed").setAttribute(stringKey("level"), "ERROR").emit();
            assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
        }
        eventually().untilAsserted(() -> {
            var condition = Map.of("serviceId", Base64.getEncoder().encodeToString("sdk-logs".getBytes()) + ".1",
                "queryDuration", TestTime.duration("SECOND", BEGIN, Instant.now()), "paging", Map.of("pageNum", 1, "pageSize", 10));
            var logs = server.graphQl().data("query ($condition: LogQueryCondition) { queryLogs(condition: $condition) { logs { content "
                + "serviceInstanceName tags { key value } } } }", Map.of("condition", condition)).at("/queryLogs/logs");
            assertThat(logs.findValuesAsText("content")).containsExactlyInAnyOrder("started", "failed");
            assertThat(logs.findValuesAsText("serviceInstanceName")).containsOnly("sdk-logs-1");
            assertThat(logs.findValuesAsText("value")).containsExactlyInAnyOrder("INFO", "ERROR");
        });
    }

    @Test
    void traces() {
        var exporter = OtlpGrpcSpanExporter.builder().setEndpoint(endpoint()).build();
        var resource = Resource.builder().put("service.name", "sdk-traces").build();
        String traceId;
        try (var provider = SdkTracerProvider.builder().setResource(resource).addSpanProcessor(SimpleSpanProcessor.create(exporter)).build()) {
            var tracer = provider.get("test");
            var order = tracer.spanBuilder("order").setSpanKind(SpanKind.SERVER).setAttribute("http.method", "POST").startSpan();
            var pay = tracer.spanBuilder("pay").setSpanKind(SpanKind.CLIENT).setParent(Context.root().with(order)).startSpan();
            pay.addEvent("retried");
            pay.setStatus(StatusCode.ERROR, "refused");
            pay.end();
            order.end();
            traceId = order.getSpanContext().getTraceId();
            assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
        }
        eventually().untilAsserted(() -> {
            var spans = Json.parse(zipkin("/trace/" + traceId));
            assertThat(spans).extracting(span -> span.get("kind").asText() + " " + span.get("name").asText())
                .containsExactlyInAnyOrder("SERVER order", "CLIENT pay");
            assertThat(spans).allSatisfy(span -> assertThat(span.at("/localEndpoint/serviceName").asText()).isEqualTo("sdk-traces"));
            var pay = spans.valueStream().filter(span -> span.get("name").asText().equals("pay")).findFirst().orElseThrow();
            assertThat(pay.at("/annotations/0/value").asText()).isEqualTo("retried");
            assertThat(pay.at("/tags/error").asText()).isEqualTo("true");
            assertThat(Json.parse(zipkin("/services"))).extracting(JsonNode::asText).contains("sdk-traces");
            assertThat(Json.parse(zipkin("/spans?serviceName=sdk-traces"))).extracting(JsonNode::asText).contains("order", "pay");
        });
    }

    private static String zipkin(String path) {
        return new Http(server.ports().zipkinQuery()).send("GET", "/zipkin/api/v2" + path, Map.of(), null).body();
    }

    /** Measures and exports, again and again, until the server shows it. */
    private static void exportUntil(SdkMeterProvider provider, Runnable measurement, Runnable assertions) {
        eventually().untilAsserted(() -> {
            measurement.run();
            assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
            assertions.run();
        });
    }

    private static SdkMeterProvider meterProvider(Resource resource) {
        var exporter = OtlpGrpcMetricExporter.builder().setEndpoint(endpoint()).build();
        return SdkMeterProvider.builder().setResource(resource)
            .registerMetricReader(PeriodicMetricReader.builder(exporter).setInterval(Duration.ofMinutes(10)).build()).build();
    }

    private static String endpoint() {
        return "http://127.0.0.1:" + server.ports().grpc();
    }

    private static List<Double> values(String metric, Map<String, ?> entity) {
        return series(metric, entity).valueStream().flatMap(series -> series.get("values").valueStream())
            .map(point -> point.get("value")).filter(JsonNode::isTextual).map(value -> Double.valueOf(value.asText())).toList();
    }

    private static JsonNode series(String expression, Map<String, ?> entity) {
        return server.graphQl().series(expression, entity, TestTime.duration("MINUTE", BEGIN, Instant.now()));
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.TestTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.skywalking.apm.network.common.v3.CPU;
import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetric;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetricCollection;
import org.apache.skywalking.apm.network.language.agent.v3.MeterData;
import org.apache.skywalking.apm.network.language.agent.v3.MeterDataCollection;
import org.apache.skywalking.apm.network.language.agent.v3.MeterSingleValue;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanType;
import org.apache.skywalking.apm.network.logging.v3.LogData;
import org.apache.skywalking.apm.network.logging.v3.LogDataBody;
import org.apache.skywalking.apm.network.logging.v3.TextLog;
import org.apache.skywalking.apm.network.management.v3.InstancePingPkg;
import org.apache.skywalking.apm.network.management.v3.InstanceProperties;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every topic that the server fetches, with what agents and log collectors write there, and those that it exports to; keys are those of upstream's Kafka reporter. */
class KafkaIT {

    private static final Instant BEGIN = Instant.now();
    private static final String SERVICE = "shop";
    private static final String INSTANCE = "shop-1";
    private static final String COMPRESSED = "compressed";

    private static KafkaBroker kafka;
    private static RunningServer server;

    @BeforeAll
    static void start() {
        kafka = KafkaBroker.start();
        server = ServerUnderTest.launch().env(kafka.environment()).env(Map.of("SW_EXPORTER", "default", "SW_EXPORTER_ENABLE_KAFKA_TRACE", "true",
            "SW_EXPORTER_ENABLE_KAFKA_LOG", "true", "SW_EXPORTER_KAFKA_SERVERS", kafka.address())).env(Map.of("SW_RECEIVER_ZIPKIN", "default",
            "SW_QUERY_ZIPKIN", "default", "SW_ZIPKIN_KAFKA_COLLECTOR_ENABLED", "true", "SW_ZIPKIN_KAFKA_SERVERS", kafka.address())).start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void managements() {
        eventually("none", topics -> {
            topics.send("skywalking-managements", "register-" + INSTANCE, InstanceProperties.newBuilder().setService(SERVICE).setServiceInstance(INSTANCE)
                .addProperties(KeyStringValuePair.newBuilder().setKey("language").setValue("java")).build());
            topics.send("skywalking-managements", INSTANCE, InstancePingPkg.newBuilder().setService(SERVICE).setServiceInstance(INSTANCE).build());
        }, () -> assertThat(ask("query ($d: Duration!, $s: ID!) { listInstances(duration: $d, serviceId: $s) { name language } }",
            Map.of("d", sinceBegin(), "s", Base64.getEncoder().encodeToString(SERVICE.getBytes(StandardCharsets.UTF_8)) + ".1")).get("listInstances"))
            .anyMatch(instance -> instance.get("name").asText().equals(INSTANCE) && instance.get("language").asText().equals("JAVA")));
    }

    /** The segments of one kind of compression are one service. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void segmentsOfEveryCompression(String compression) {
        var service = COMPRESSED + "-" + compression;
        var trace = "trace-" + compression;
        eventually(compression, topics -> topics.send("skywalking-segments", trace, segment(trace, service)),
            () -> assertThat(ask("query ($id: ID!) { queryTrace(traceId: $id) { spans { serviceCode endpointName } } }", Map.of("id", trace)).at("/queryTrace/spans"))
                .isNotEmpty().allMatch(span -> span.get("serviceCode").asText().equals(service) && span.get("endpointName").asText().equals("/orders")));
    }

    @Test
    void metricsOfAJvm() {
        eventually("none", topics -> topics.send("skywalking-metrics", INSTANCE, JVMMetricCollection.newBuilder().setService(SERVICE).setServiceInstance(INSTANCE)
            .addMetrics(JVMMetric.newBuilder().setTime(System.currentTimeMillis()).setCpu(CPU.newBuilder().setUsagePercent(42))).build()),
            () -> assertValue("instance_jvm_cpu", 42));
    }

    @Test
    void meters() {
        eventually("none", topics -> topics.send("skywalking-meters", INSTANCE, MeterDataCollection.newBuilder().addMeterData(MeterData.newBuilder()
            .setService(SERVICE).setServiceInstance(INSTANCE).setTimestamp(System.currentTimeMillis())
            .setSingleValue(MeterSingleValue.newBuilder().setName("instance_pvm_thread_active_count").setValue(7))).build()),
            () -> assertValue("meter_instance_pvm_thread_active_count", 7));
    }

    @Test
    void logs() {
        eventually("none", topics -> topics.send("skywalking-logs", INSTANCE, log("as protobuf")), () -> assertThat(logTexts()).contains("as protobuf"));
    }

    @Test
    void logsAsJson() {
        eventually("none", topics -> topics.send("skywalking-logs-json", INSTANCE, json(log("as JSON"))), () -> assertThat(logTexts()).contains("as JSON"));
    }

    /** The collector of the Zipkin receiver, which reads a topic of its own; a record that is none holds it up no more than the others. */
    @Test
    void spansOfZipkin() {
        var span = """
            [{"traceId": "00000000000000a1", "id": "00000000000000a1", "kind": "SERVER", "name": "get /stock", "timestamp": %d, "duration": 9000,
              "localEndpoint": {"serviceName": "stock"}}]""".formatted(System.currentTimeMillis() * 1000);
        var zipkin = new Http(server.ports().zipkinQuery());
        eventually("none", topics -> {
            topics.send("zipkin", "x", "\u00ff{ this is neither".getBytes(StandardCharsets.ISO_8859_1));
            topics.send("zipkin", "x", span.getBytes(StandardCharsets.UTF_8));
        }, () -> assertThat(zipkin.send("GET", "/zipkin/api/v2/trace/00000000000000a1", Map.of(), "").body()).contains("\"name\":\"get /stock\""));
    }

    /** What cannot be read is passed over, and what comes after it is not lost. */
    @ParameterizedTest
    @ValueSource(strings = {"skywalking-managements", "skywalking-segments", "skywalking-metrics", "skywalking-meters", "skywalking-logs", "skywalking-logs-json",
        "skywalking-profilings"})
    void unreadableRecordsHoldNothingUp(String topic) {
        var trace = "after-" + topic;
        eventually("none", topics -> {
            topics.send(topic, "register-x", "\u00ff{ this is neither".getBytes(StandardCharsets.ISO_8859_1));
            topics.send("skywalking-segments", trace, segment(trace, SERVICE));
        }, () -> assertThat(ask("query ($id: ID!) { queryTrace(traceId: $id) { spans { serviceCode } } }", Map.of("id", trace)).at("/queryTrace/spans")).isNotEmpty());
        assertThat(server.process().log()).doesNotContain("has died");
    }

    @Test
    void exportsSegmentsAndLogs() {
        List<SegmentObject> segments = new ArrayList<>();
        List<LogData> logs = new ArrayList<>();
        try (var exported = new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.address(), ConsumerConfig.GROUP_ID_CONFIG, "reader",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"), new StringDeserializer(), new ByteArrayDeserializer())) {
            exported.subscribe(List.of("skywalking-export-trace", "skywalking-export-log"));
            eventually("none", topics -> {
                topics.send("skywalking-segments", "exported", segment("exported", SERVICE));
                topics.send("skywalking-logs", INSTANCE, log("exported"));
            }, () -> {
                for (var record : exported.poll(Duration.ofSeconds(1))) {
                    if (record.topic().endsWith("trace")) {
                        segments.add(SegmentObject.parseFrom(record.value()));
                    } else {
                        logs.add(LogData.parseFrom(record.value()));
                    }
                }
                assertThat(segments).anyMatch(segment -> segment.getTraceId().equals("exported") && segment.getSpans(0).getOperationName().equals("/orders"));
                assertThat(logs).anyMatch(log -> log.getService().equals(SERVICE) && log.getBody().getText().getText().equals("exported"));
            });
        }
    }

    private static SegmentObject segment(String trace, String service) {
        long now = System.currentTimeMillis();
        return SegmentObject.newBuilder().setTraceId(trace).setTraceSegmentId(trace + "-" + now).setService(service).setServiceInstance(INSTANCE)
            .addSpans(SpanObject.newBuilder().setSpanId(0).setParentSpanId(-1).setStartTime(now - 10).setEndTime(now).setOperationName("/orders")
                .setSpanType(SpanType.Entry)).build();
    }

    private static LogData log(String text) {
        return LogData.newBuilder().setTimestamp(System.currentTimeMillis()).setService(SERVICE).setServiceInstance(INSTANCE).setLayer("GENERAL")
            .setBody(LogDataBody.newBuilder().setText(TextLog.newBuilder().setText(text))).build();
    }

    private static byte[] json(Message message) {
        try {
            return JsonFormat.printer().print(message).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> logTexts() {
        return ask("query ($c: LogQueryCondition) { queryLogs(condition: $c) { logs { content } } }", Map.of("c", Map.of("queryDuration", sinceBegin(),
            "paging", Map.of("pageNum", 1, "pageSize", 100)))).findValuesAsText("content");
    }

    private static void assertValue(String metric, int value) {
        var instance = Map.of("scope", "ServiceInstance", "serviceName", SERVICE, "serviceInstanceName", INSTANCE, "normal", true);
        assertThat(server.graphQl().series(metric, instance, sinceBegin()))
            .anySatisfy(series -> assertThat(series.get("values")).anyMatch(point -> point.get("value").asInt() == value));
    }

    private static JsonNode ask(String query, Map<String, ?> variables) {
        return server.graphQl().data(query, variables);
    }

    private static Map<String, String> sinceBegin() {
        return TestTime.duration("MINUTE", BEGIN, Instant.now());
    }

    /** Writes records and asks; records of before a consumer has its partitions are not fetched, so both again until the answer is right. */
    private static void eventually(String compression, Consumer<Topics> records, ThrowingRunnable assertions) {
        try (var topics = new Topics(compression)) {
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                records.accept(topics);
                assertions.run();
            });
        }
    }

    private static final class Topics implements AutoCloseable {

        private final KafkaProducer<String, byte[]> producer;

        Topics(String compression) {
            producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.address(), ProducerConfig.COMPRESSION_TYPE_CONFIG, compression),
                new StringSerializer(), new ByteArraySerializer());
        }

        void send(String topic, String key, Message message) {
            send(topic, key, message.toByteArray());
        }

        void send(String topic, String key, byte[] value) {
            producer.send(new ProducerRecord<>(topic, key, value));
            producer.flush();
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}

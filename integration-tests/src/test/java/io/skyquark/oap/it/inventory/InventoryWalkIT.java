// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.comparison.RecordedConversation;
import io.skyquark.oap.it.inventory.Inventory.Entry;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Nothing that the build says it offers is missing: every HTTP route, every gRPC method and every GraphQL root field of the inventory is called with
 * real input, and what answers with an error, or with nothing where something is to be expected, is in the table of refusals with its reason. In a native
 * server this shows what lacks a class, a resource or a registration, whose absence only a call can show.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InventoryWalkIT {

    /** Long enough for what is written once a minute. */
    private static final Duration TIME_TO_SETTLE = Duration.ofSeconds(120);

    /** What is off by default, beside what the recording needs. */
    private static final Map<String, String> SETTINGS = Map.of(
        "SW_QUERY_GRAPHQL_ENABLE_LOG_TEST_TOOL", "true",
        "SW_ENABLE_ON_DEMAND_POD_LOG", "true");

    private static final PodApi KUBERNETES = new PodApi();
    private static final AlarmHooks HOOKS = new AlarmHooks();
    private static final CalledServices CALLED = new CalledServices();
    private static final Refusals REFUSALS = Refusals.read("refusals.txt");

    /** The service whose calls the tests send. */
    private static final String CALLER = "caller";
    private static final List<String> NO_VALUE = List.of("no value");

    private static RunningServer server;
    private static Walk walk;
    private static GraphQlWalk graphQl;

    @BeforeAll
    static void callEverything() {
        var inventory = Inventory.read();
        server = ServerUnderTest.launch().env(RecordedConversation.settings()).env(KUBERNETES.environment()).env(CALLED.environment()).env(SETTINGS)
            .file("config/alarm-settings.yml", Inputs.text("alarm-settings.yml") + HOOKS.settings())
            .start();
        walk = new Walk(inventory);
        var conversation = new RecordedConversation(server);
        Recorded.add(conversation.sendTraffic(), walk);
        var http = new HttpWalk(Map.of(
            "core", address(server.ports().rest(), ""),
            "PromQLProvider", address(server.ports().promql(), ""),
            "LogQLProvider", address(server.ports().logql(), ""),
            "AWSFirehoseReceiverModuleProvider", address(server.ports().firehose(), ""),
            "ZipkinReceiverProvider", address(server.ports().zipkin(), ""),
            "ZipkinQueryProvider", address(server.ports().zipkinQuery(), "/zipkin")), Inputs.yaml("http.yaml"), conversation::resolve);
        var grpcInputs = conversation.resolve(Inputs.yaml("grpc.yaml"));
        var grpc = new GrpcWalk(server.grpc().channel(), new Messages(grpcInputs.get("fields")), grpcInputs.get("messages"));
        graphQl = new GraphQlWalk(server.graphQl(), conversation, Inputs.yaml("graphql.yaml"));

        inventory.methods().forEach(method -> grpc.call(method, walk));
        Recorded.add(conversation.askOverHttp(), walk);
        askUntilSettled(inventory, http);
        Recorded.add(conversation.askOverHttp(), walk); // once more, now that there is data
        report();
    }

    /** Data reaches storage in the background: requests without an answer are sent again, and all questions, until no field is without a value. */
    private static void askUntilSettled(Inventory inventory, HttpWalk http) {
        inventory.routes().forEach(route -> http.call(route, walk));
        inventory.fields().forEach(field -> graphQl.call(field, walk));
        try {
            await().atMost(TIME_TO_SETTLE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                var routes = inventory.routes().stream().filter(InventoryWalkIT::isOpen).toList();
                routes.forEach(route -> http.call(route, walk));
                inventory.fields().stream().filter(field -> field.type().equals("Query") || isOpen(field)).forEach(field -> graphQl.call(field, walk));
                return inventory.all().noneMatch(InventoryWalkIT::isOpen) && fieldsWithoutValue().isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            server.process().assertAlive(); // what is missing is for the tests to tell
        }
    }

    private static boolean isOpen(Entry entry) {
        return !REFUSALS.explain(entry.toString(), walk.problems(entry));
    }

    private static List<String> fieldsWithoutValue() {
        return graphQl.reachable().stream().filter(field -> !graphQl.shown().contains(field) && !REFUSALS.explain("type " + field, NO_VALUE)).toList();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        KUBERNETES.close();
        HOOKS.close();
        CALLED.close();
    }

    @Order(1)
    @TestFactory
    Stream<DynamicTest> isAnswered() {
        return walk.entries().stream().map(entry -> dynamicTest(entry.toString(),
            () -> assertThat(REFUSALS.unexplained(entry.toString(), walk.problems(entry))).as(entry.toString()).isEmpty()));
    }

    @Order(2)
    @Test
    void everyFieldOfEveryTypeIsInAnAnswer() {
        var without = graphQl.reachable().stream().filter(field -> !graphQl.shown().contains(field)).toList();
        assertThat(without).allSatisfy(field -> assertThat(REFUSALS.unexplained("type " + field, NO_VALUE)).as(field).isEmpty());
    }

    @Order(2)
    @TestFactory
    Stream<DynamicTest> alarmsAreSentToEveryHook() {
        return AlarmHooks.KINDS.stream().map(kind -> dynamicTest(kind, () -> {
            await().atMost(TIME_TO_SETTLE).until(() -> !HOOKS.received(kind).isEmpty());
            assertThat(HOOKS.received(kind)).allMatch(message -> message.contains("Rule of the walk, service "));
        }));
    }

    @Order(2)
    @Test
    void aWebhookGetsTheWholeAlarm() {
        await().atMost(TIME_TO_SETTLE).until(() -> !HOOKS.received("webhook").isEmpty());
        var alarm = Json.parse(HOOKS.received("webhook").get(0)).get(0);
        assertThat(alarm.fieldNames()).toIterable()
            .contains("scopeId", "scope", "name", "id0", "id1", "ruleName", "alarmMessage", "tags", "startTime", "hooks");
        assertThat(alarm.get("tags").toString()).isEqualTo("[{\"key\":\"level\",\"value\":\"WARNING\"}]");
    }

    @Order(2)
    @Test
    void metricsAreExported() {
        await().atMost(TIME_TO_SETTLE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            call("/exported");
            assertThat(CALLED.exported()).anySatisfy(value -> {
                assertThat(value.getMetricName()).isEqualTo(CalledServices.METRIC);
                assertThat(value.getEntityName()).isEqualTo(CALLER);
                assertThat(value.getMetricValues(0).getLongValue()).isPositive();
            });
        });
    }

    @Order(2)
    @Test
    void urisAreToldAndEndpointsGrouped() {
        var service = Base64.getEncoder().encodeToString(CALLER.getBytes(StandardCharsets.UTF_8)) + ".1";
        await().atMost(TIME_TO_SETTLE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            call("GET:/called/" + System.nanoTime());
            assertThat(CALLED.uris()).anyMatch(uri -> uri.startsWith("GET:/called/"));
            assertThat(server.graphQl().data("query ($id: ID!) { findEndpoint(keyword: \"var\", serviceId: $id, limit: 100) { name } }", Map.of("id", service))
                .findValuesAsText("name")).contains(CalledServices.PATTERN);
        });
    }

    /** A segment of one call to an endpoint of {@link #CALLER}. */
    private static void call(String endpoint) {
        long now = System.currentTimeMillis();
        var answer = server.grpc().call("skywalking.v3.TraceSegmentReportService/collect", List.of(Json.of(Map.of("traceId", "call-" + now, "traceSegmentId",
            "call-" + now, "service", CALLER, "serviceInstance", "1", "spans", List.of(Map.of("spanId", 0, "parentSpanId", -1, "startTime", String.valueOf(now - 10),
                "endTime", String.valueOf(now), "operationName", endpoint, "spanType", "Entry", "spanLayer", "Http"))))));
        assertThat(answer.status()).isEqualTo("OK");
    }

    @Order(3)
    @Test
    void theLogTellsOfNothingMissing() {
        var lines = server.process().log().lines().filter(line -> Missing.isToldBy(line)).distinct().toList();
        assertThat(REFUSALS.unexplained("log", lines)).isEmpty();
    }

    @Order(4)
    @Test
    void everyRefusalIsNeeded() {
        assertThat(REFUSALS.outdated()).as("lines of refusals.txt that explain nothing any more").isEmpty();
    }

    private static void report() {
        var report = "What was called on the " + (ServerUnderTest.isNative() ? "native" : "JVM") + " server\n" + walk.summary() + "\n\n" + walk.table()
            + "\nWithout an answer\n" + walk.unanswered() + "\n";
        try {
            Files.writeString(Path.of("target", ServerUnderTest.isNative() ? "inventory-walk-native.txt" : "inventory-walk.txt"), report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(report);
    }

    private static String address(int port, String contextPath) {
        return "http://127.0.0.1:" + port + contextPath;
    }
}

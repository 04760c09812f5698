// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.server.ChildProcess;
import io.skyquark.oap.it.server.Ports;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program of two services under a real agent: a frontend that asks a backend for every answer. {@code /orders} succeeds, {@code /fail} fails in
 * both. What the agent makes of it is found through the query protocol.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AgentScenario {

    private static final String FRONTEND = "frontend";
    private static final String BACKEND = "backend";

    private final Instant begin = Instant.now();
    private final Ports program = Ports.free();
    private RunningServer server;
    private ChildProcess backend;
    private ChildProcess frontend;

    /**
     * Starts one service of the program.
     *
     * @param collector host and port to which the agent reports
     * @param downstream address of the service to ask, or nothing
     */
    abstract ChildProcess startService(String name, int port, String collector, Optional<String> downstream);

    /** The language as the query protocol names it. */
    abstract String language();

    /** The endpoint that the agent makes of a path. */
    abstract String endpoint(String path);

    /** Metrics of an instance, of what the agent reports beside traces where it does. */
    abstract List<String> instanceMetrics();

    /** Skips the test where something that the agent needs is missing. */
    abstract void prepare();

    /** How to start the server that the agent reports to. */
    ServerLaunch launch() {
        return ServerUnderTest.launch();
    }

    /** Where the agent reports to. */
    String collector(RunningServer server) {
        return "127.0.0.1:" + server.ports().grpc();
    }

    @BeforeAll
    void start() {
        prepare();
        server = launch().start();
        var collector = collector(server);
        backend = startService(BACKEND, program.grpc(), collector, Optional.empty());
        frontend = startService(FRONTEND, program.rest(), collector, Optional.of("http://127.0.0.1:" + program.grpc()));
    }

    @AfterAll
    void stop() {
        for (var service : new ChildProcess[] {frontend, backend}) {
            if (service != null) {
                service.close();
            }
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void useProgram() {
        useFrontend("/orders", 200);
        useFrontend("/orders", 200);
        useFrontend("/fail", 500);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void servicesInstancesAndEndpoints() {
        eventually().untilAsserted(() -> {
            var services = ask("{ listServices(layer: \"GENERAL\") { id name normal layers } }", Map.of()).get("listServices");
            assertThat(services.findValuesAsText("name")).containsExactlyInAnyOrder(FRONTEND, BACKEND);
            for (var service : services) {
                var name = service.get("name").asText();
                var instances = ask("query ($d: Duration!, $s: ID!) { listInstances(duration: $d, serviceId: $s) { name language attributes { name value } } }",
                    Map.of("d", sinceBegin(), "s", service.get("id").asText())).get("listInstances");
                assertThat(instances.findValuesAsText("language")).as("instances of " + name).containsExactly(language());
                assertThat(instances.at("/0/name").asText()).isEqualTo(name + "-1");
                assertThat(instances.at("/0/attributes")).isNotEmpty();
                var endpoints = ask("query ($s: ID!) { findEndpoint(serviceId: $s, keyword: \"orders\", limit: 10) { name } }",
                    Map.of("s", service.get("id").asText())).get("findEndpoint");
                assertThat(endpoints.findValuesAsText("name")).containsExactly(endpoint("/orders"));
            }
        });
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void topology() {
        eventually().untilAsserted(() -> {
            useFrontend("/orders", 200); // the first calls come before the server knows who answers at the backend's address
            var topology = ask("query ($d: Duration!) { getGlobalTopology(duration: $d) { nodes { id name isReal } calls { source target detectPoints } } }",
                Map.of("d", sinceBegin())).get("getGlobalTopology");
            var user = id(topology, "User");
            var front = id(topology, FRONTEND);
            var back = id(topology, BACKEND);
            assertThat(topology.get("calls")).anySatisfy(call -> assertCall(call, user, front, "SERVER"));
            assertThat(topology.get("calls")).anySatisfy(call -> assertCall(call, front, back, "CLIENT", "SERVER"));
        });
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void tracesWithSpans() {
        eventually().untilAsserted(() -> {
            var spans = spansOf("SUCCESS", "/orders");
            var entry = only(spans, span -> span.get("serviceCode").asText().equals(FRONTEND) && span.get("type").asText().equals("Entry"));
            var exit = only(spans, span -> span.get("serviceCode").asText().equals(FRONTEND) && span.get("type").asText().equals("Exit"));
            var called = only(spans, span -> span.get("serviceCode").asText().equals(BACKEND));
            assertThat(entry.get("endpointName").asText()).isEqualTo(endpoint("/orders"));
            assertThat(entry.get("layer").asText()).isEqualTo("Http");
            assertThat(entry.get("tags").findValuesAsText("key")).isNotEmpty();
            assertThat(exit.get("parentSpanId").asInt()).isEqualTo(entry.get("spanId").asInt());
            assertThat(exit.get("peer").asText()).isEqualTo("127.0.0.1:" + program.grpc());
            assertThat(called.at("/refs/0/type").asText()).isEqualTo("CROSS_PROCESS");
            assertThat(called.at("/refs/0/parentSegmentId")).isEqualTo(exit.get("segmentId"));
            assertThat(called.at("/refs/0/parentSpanId")).isEqualTo(exit.get("spanId"));
            assertThat(called.get("endTime").asLong()).isBetween(entry.get("startTime").asLong(), entry.get("endTime").asLong() + 1);
        });
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void failedTraces() {
        eventually().untilAsserted(() -> assertThat(spansOf("ERROR", "/fail"))
            .filteredOn(span -> span.get("type").asText().equals("Entry"))
            .hasSize(2)
            .allMatch(span -> span.get("isError").asBoolean()));
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"service_cpm", "service_resp_time", "service_sla", "service_apdex", "service_percentile"})
    void metrics(String metric) {
        var service = Map.of("scope", "Service", "serviceName", FRONTEND, "normal", true);
        eventually().untilAsserted(() -> assertThat(server.graphQl().series(metric, service, sinceBegin()))
            .hasSize(metric.endsWith("percentile") ? 5 : 1)
            .allMatch(AgentScenario::hasValue));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> metricsOfTheRuntimeAndTheAgent() {
        var instance = Map.of("scope", "ServiceInstance", "serviceName", FRONTEND, "serviceInstanceName", FRONTEND + "-1", "normal", true);
        return instanceMetrics().stream().map(metric -> dynamicTest(metric, () -> eventually().untilAsserted(() ->
            assertThat(server.graphQl().series(metric, instance, sinceBegin())).isNotEmpty().allMatch(AgentScenario::hasValue))));
    }

    private JsonNode spansOf(String state, String path) {
        var traces = ask("query ($c: TraceQueryCondition) { queryBasicTraces(condition: $c) { traces { endpointNames isError traceIds } } }",
            Map.of("c", Map.of("queryDuration", sinceBegin(), "traceState", state, "queryOrder", "BY_START_TIME",
                "paging", Map.of("pageNum", 1, "pageSize", 50)))).at("/queryBasicTraces/traces");
        assertThat(traces).anyMatch(trace -> trace.at("/endpointNames/0").asText().equals(endpoint(path)));
        var trace = only(traces, found -> found.at("/endpointNames/0").asText().equals(endpoint(path)));
        assertThat(trace.get("isError").asBoolean()).isEqualTo(state.equals("ERROR"));
        return ask("query ($id: ID!) { queryTrace(traceId: $id) { spans { segmentId spanId parentSpanId type serviceCode endpointName startTime endTime "
            + "peer layer isError tags { key value } refs { parentSegmentId parentSpanId type } } } }",
            Map.of("id", trace.at("/traceIds/0").asText())).at("/queryTrace/spans");
    }

    private JsonNode ask(String query, Map<String, ?> variables) {
        return server.graphQl().data(query, variables);
    }

    private Map<String, String> sinceBegin() {
        return TestTime.duration("MINUTE", begin, Instant.now());
    }

    private ConditionFactory eventually() {
        backend.assertAlive();
        frontend.assertAlive();
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1));
    }

    private void useFrontend(String path, int status) {
        var http = new Http(program.rest());
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).until(() -> {
            backend.assertAlive();
            frontend.assertAlive();
            return http.find(path).filter(answer -> answer.status() == status).isPresent();
        });
    }

    private static boolean hasValue(JsonNode series) {
        return series.get("values").valueStream().anyMatch(point -> point.get("value").isTextual());
    }

    private static void assertCall(JsonNode call, String source, String target, String... detectPoints) {
        assertThat(call.get("source").asText()).isEqualTo(source);
        assertThat(call.get("target").asText()).isEqualTo(target);
        assertThat(call.get("detectPoints")).extracting(JsonNode::asText).contains(detectPoints);
    }

    private static String id(JsonNode topology, String name) {
        return only(topology.get("nodes"), node -> node.get("name").asText().equals(name)).get("id").asText();
    }

    private static JsonNode only(JsonNode array, Predicate<JsonNode> condition) {
        List<JsonNode> found = array.valueStream().filter(condition).toList();
        assertThat(found).as(() -> "matches in " + array).isNotEmpty();
        return found.get(0);
    }
}

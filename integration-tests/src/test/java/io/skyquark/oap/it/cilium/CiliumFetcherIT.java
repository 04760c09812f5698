// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.cilium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The server fetches flows from Cilium's Hubble; what it makes of them is found through the query protocol. With upstream's default
 * {@code convertClientAsServerTraffic} it sees calls at their server only.
 */
class CiliumFetcherIT {

    private static final Instant BEGIN = Instant.now();
    private static final HubbleRelay HUBBLE = new HubbleRelay();

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = ServerUnderTest.launch().env(HUBBLE.environment()).start();
        await().atMost(Duration.ofSeconds(90)).until(HUBBLE::isWatched);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        HUBBLE.close();
    }

    @Test
    void servicesInstancesAndEndpoints() {
        eventually(() -> {
            assertThat(ask("{ listServices(layer: \"CILIUM_SERVICE\") { name } }", Map.of()).findValuesAsText("name")).contains("back.shop");
            assertThat(ask("query ($d: Duration!, $s: ID!) { listInstances(duration: $d, serviceId: $s) { name } }", Map.of("d", sinceBegin(), "s", id("back.shop")))
                .findValuesAsText("name")).containsExactly("back-1");
            assertThat(ask("query ($s: ID!) { findEndpoint(serviceId: $s, keyword: \"\", limit: 10) { name } }", Map.of("s", id("back.shop")))
                .findValuesAsText("name")).contains("GET:/stock", "GET:/fail");
        });
    }

    @Test
    void topology() {
        eventually(() -> assertThat(ask("query ($d: Duration!) { getGlobalTopology(duration: $d, layer: \"CILIUM_SERVICE\") { calls { source target detectPoints } } }",
            Map.of("d", sinceBegin())).at("/getGlobalTopology/calls")).anySatisfy(call -> {
                assertThat(call.get("source").asText()).isEqualTo(id("front.shop"));
                assertThat(call.get("target").asText()).isEqualTo(id("back.shop"));
                assertThat(call.get("detectPoints")).extracting(JsonNode::asText).containsExactly("SERVER");
            }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cilium_service_l4_read_pkg_cpm", "cilium_service_protocol_cpm", "cilium_service_protocol_http_call_cpm",
        "cilium_service_protocol_http_call_duration", "cilium_service_protocol_http_status_5xx_cpm", "cilium_service_protocol_dns_call_cpm"})
    void metricsOfTheServer(String metric) {
        assertPositive(metric, "back.shop");
    }

    private static void assertPositive(String metric, String service) {
        eventually(() -> assertThat(server.graphQl().series(metric, Map.of("scope", "Service", "serviceName", service, "normal", true), sinceBegin()))
            .isNotEmpty().allSatisfy(series -> assertThat(series.get("values")).anyMatch(point -> point.get("value").asDouble() > 0)));
    }

    private static JsonNode ask(String query, Map<String, ?> variables) {
        return server.graphQl().data(query, variables);
    }

    private static Map<String, String> sinceBegin() {
        return TestTime.duration("MINUTE", BEGIN, Instant.now());
    }

    private static String id(String service) {
        return Base64.getEncoder().encodeToString(service.getBytes()) + ".1";
    }

    private static void eventually(Runnable assertions) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            HUBBLE.call();
            assertions.run();
        });
    }
}

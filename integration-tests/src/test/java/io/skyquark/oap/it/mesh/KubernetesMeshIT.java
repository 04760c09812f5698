// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.KubernetesApi;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access logs of proxies, whose addresses are looked up in Kubernetes ({@code k8s-mesh}): pods, and what Istio's service entries say of addresses outside. */
class KubernetesMeshIT {

    private static final KubernetesApi KUBERNETES = KubernetesApi.start();

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = ServerUnderTest.launch().env(KUBERNETES.environment()).env(Map.of("SW_ENVOY_METRIC_ALS_HTTP_ANALYSIS", "k8s-mesh")).start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        KUBERNETES.close();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, payments.prod", "192.0.2.77, mail.prod", "198.51.100.7, mail.prod"})
    void aCallToTheOutside(String address, String service) {
        var begin = Instant.now();
        var now = begin.toString();
        assertThat(server.grpc().call("envoy.service.accesslog.v3.AccessLogService/StreamAccessLogs", List.of(Json.parseYaml("""
            identifier: {node: {id: sidecar~10.1.2.3~back-9.prod~prod.svc.cluster.local}, logName: als}
            httpLogs: {logEntry: [{
              commonProperties: {startTime: "%s", timeToLastUpstreamRxByte: 0.070s, timeToLastDownstreamTxByte: 0.080s, upstreamCluster: "outbound|443||outside",
                downstreamRemoteAddress: {socketAddress: {address: 10.1.2.3, portValue: 40000}}, downstreamLocalAddress: {socketAddress: {address: 10.1.2.3, portValue: 443}},
                upstreamRemoteAddress: {socketAddress: {address: "%s", portValue: 443}}},
              request: {requestMethod: POST, path: /pay, authority: outside}, response: {responseCode: 200}}]}
            """.formatted(now, address)))).status()).isEqualTo("OK");
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() ->
            assertThat(server.graphQl().data("query ($d: Duration!, $s: ID!) { getServiceTopology(duration: $d, serviceId: $s) { calls { source target detectPoints } } }",
                Map.of("d", TestTime.duration("MINUTE", begin, Instant.now()), "s", id("back.prod"))).at("/getServiceTopology/calls")).anySatisfy(call -> {
                    assertThat(call.get("source").asText()).isEqualTo(id("back.prod"));
                    assertThat(call.get("target").asText()).isEqualTo(id(service));
                    assertThat(call.get("detectPoints")).extracting(JsonNode::asText).containsExactly("CLIENT");
                }));
        assertThat(server.process().log()).doesNotContain("Failed to list");
    }

    private static String id(String service) {
        return Base64.getEncoder().encodeToString(service.getBytes()) + ".1";
    }
}

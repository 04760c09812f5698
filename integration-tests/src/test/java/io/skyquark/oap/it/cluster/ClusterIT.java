// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.Certificate;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers that share the aggregation of the same services. The lengths 12, 10 and 8 are those of the time buckets of minutes, hours and days. */
class ClusterIT {

    /** Servers wait a while for each other when the cluster changes, and hours and days are written in every fourth round only. */
    private static final Duration WRITTEN = Duration.ofSeconds(90);

    @BeforeAll
    static void onlyOurs() {
        assumeFalse(ServerUnderTest.isUpstream(), "skipped: upstream takes a while to notice the other servers");
    }

    @Test
    void whatComesThroughThreeServersIsAggregatedOnce() throws Exception {
        try (var cluster = new TestCluster(); var agents = new Agents()) {
            var servers = IntStream.rangeClosed(1, 3).mapToObj(number -> cluster.spawn(number, Map.of())).toList();
            servers.forEach(RunningServer::awaitReady);
            servers.forEach(agents::add);
            agents.sendToEach();
            assertThat(agents.unsure()).isZero();
            awaitTotals(cluster, agents.acknowledged(), agents.acknowledged());
            servers.forEach(server -> assertThat(metric(server, "oap_cluster_sent_total")).as("metrics that a server gave to the others").isPositive());
        }
    }

    @Test
    void receiversGiveEverythingToAggregators() throws Exception {
        try (var cluster = new TestCluster(); var agents = new Agents()) {
            var aggregators = IntStream.rangeClosed(1, 2).mapToObj(number -> cluster.spawn(number, Map.of("SW_CORE_ROLE", "Aggregator"))).toList();
            var receiver = cluster.spawnOutside(3, Map.of("SW_CORE_ROLE", "Receiver"));
            aggregators.forEach(RunningServer::awaitReady);
            receiver.awaitReady();
            agents.add(receiver);
            agents.sendToEach();
            awaitTotals(cluster, agents.acknowledged(), agents.acknowledged());
        }
    }

    @Test
    void serversSpeakTlsToEachOther(@TempDir Path folder) throws Exception {
        var certificate = Certificate.create(folder);
        // Servers with this certificate accept each other, and nobody without TLS.
        var environment = new HashMap<>(certificate.environment("SW_CORE_GRPC"));
        environment.put("SW_CORE_GRPC_SSL_TRUSTED_CA_PATH", certificate.chain().toString());
        try (var cluster = new TestCluster()) {
            var servers = IntStream.rangeClosed(1, 2).mapToObj(number -> cluster.spawn(number, environment)).toList();
            servers.forEach(server -> await().atMost(Duration.ofMinutes(2)).until(server::isReady));
            assertThat(servers).as("without TLS nobody is served").noneMatch(RunningServer::isServing);
            long sent = 0;
            for (var server : servers) {
                for (int service = 0; service < 12; service++) {
                    var body = Json.of(List.of(Agents.json("shared-" + service), Agents.json("shared-" + service))).toString();
                    assertThat(server.http().send("POST", "/v3/segments", Map.of("Content-Type", "application/json"), body).status()).isEqualTo(200);
                    sent += 2;
                }
            }
            awaitTotals(cluster, sent, sent);
            servers.forEach(server -> assertThat(metric(server, "oap_cluster_sent_total")).as("metrics that a server gave to the other").isPositive());
        }
    }

    @Test
    void oneLeavesAndOneJoinsUnderLoad() throws Exception {
        try (var cluster = new TestCluster(); var agents = new Agents()) {
            var servers = IntStream.rangeClosed(1, 3).mapToObj(number -> cluster.spawn(number, Map.of())).toList();
            servers.forEach(RunningServer::awaitReady);
            servers.forEach(agents::add);
            agents.start(3);
            awaitMore(agents, 5_000);
            cluster.remove(3, servers.get(2));
            agents.remove(servers.get(2));
            var fourth = cluster.spawn(4, Map.of());
            fourth.awaitReady();
            agents.add(fourth);
            awaitMore(agents, 10_000);
            agents.stop();
            awaitTotals(cluster, agents.acknowledged(), agents.acknowledged() + agents.unsure());
            assertThat(log(List.of(servers.get(0), servers.get(1), fourth))).doesNotContain("they are lost");
        }
    }

    private static void awaitMore(Agents agents, long segments) {
        long goal = agents.acknowledged() + segments;
        await().atMost(Duration.ofSeconds(120)).until(() -> agents.acknowledged() >= goal);
    }

    /** The sums over all services; an entity's row that two servers write would lack what the first one wrote. */
    private static void awaitTotals(TestCluster cluster, long least, long most) {
        await().atMost(WRITTEN).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            var totals = cluster.storage().totals("service_cpm");
            assertThat(totals).containsOnlyKeys(12, 10, 8);
            assertThat(totals.values()).as("totals %s of %d to %d calls", totals, least, most).allMatch(total -> total >= least);
        });
        // Nothing comes afterwards that would make it more.
        await().during(Duration.ofSeconds(15)).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
            var totals = cluster.storage().totals("service_cpm");
            assertThat(totals.values()).as("totals %s of %d to %d calls", totals, least, most).allMatch(total -> total >= least && total <= most);
        });
    }

    private static long metric(RunningServer server, String name) {
        return server.http().send("GET", "/q/metrics", Map.of(), null).body().lines().filter(line -> line.startsWith(name)).mapToLong(
            line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    private static String log(List<RunningServer> servers) {
        return servers.stream().map(server -> server.process().log()).reduce("", String::concat);
    }
}

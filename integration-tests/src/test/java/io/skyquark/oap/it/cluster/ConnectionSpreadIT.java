// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.skyquark.oap.it.client.GrpcCaller;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Agents that keep their connections for ever, and a server that joins. */
class ConnectionSpreadIT {

    private static final int AGENTS = 60;
    private static final String AGE = "4S";

    @BeforeAll
    static void onlyOurs() {
        assumeFalse(ServerUnderTest.isUpstream(), "skipped: upstream's connections have no limit");
    }

    @Test
    void agentsSpreadOverAServerThatJoins() throws Exception {
        var timer = Executors.newScheduledThreadPool(4);
        var failures = new AtomicInteger();
        try (var balancer = new TcpBalancer(); var first = server(); var second = server()) {
            balancer.add(first.ports().grpc());
            balancer.add(second.ports().grpc());
            var agents = IntStream.range(0, AGENTS).mapToObj(agent -> new GrpcCaller("127.0.0.1", balancer.port())).toList();
            agents.forEach(agent -> timer.scheduleAtFixedRate(() -> count(agent, failures), 0, 500, TimeUnit.MILLISECONDS));
            await().atMost(Duration.ofSeconds(60)).until(() -> balancer.open(first.ports().grpc()) + balancer.open(second.ports().grpc()) >= AGENTS);
            try (var third = server()) {
                balancer.add(third.ports().grpc());
                var servers = List.of(first, second, third);
                int before = balancer.opened();
                await().atMost(Duration.ofSeconds(60)).until(() -> balancer.opened() >= before + 2 * AGENTS);
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(servers).as("connections of the three")
                    .allMatch(server -> Math.abs(balancer.open(server.ports().grpc()) - AGENTS / 3) <= AGENTS / 12));
                System.out.printf("%d connections after a third server joined, with a limit of %s: %s%n", AGENTS, AGE,
                    servers.stream().map(server -> balancer.open(server.ports().grpc())).toList());
                assertThat(failures).as("calls that failed because a connection ended").hasValue(0);
            } finally {
                timer.shutdownNow();
                timer.awaitTermination(10, TimeUnit.SECONDS);
                agents.forEach(GrpcCaller::close);
            }
        }
    }

    private static void count(GrpcCaller agent, AtomicInteger failures) {
        if (!agent.isServing() && !Thread.currentThread().isInterrupted()) {
            failures.incrementAndGet();
        }
    }

    private static RunningServer server() {
        return ServerUnderTest.launch().env("QUARKUS_SKYWALKING_GRPC_MAX_CONNECTION_AGE", AGE)
            .env("SW_STORAGE_H2_URL", "jdbc:h2:mem:oap;DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE").start();
    }
}

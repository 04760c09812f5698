// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.skyquark.oap.it.server.Ports;
import io.skyquark.oap.it.server.ServerLaunch;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When the health checks are green, and what the server says of itself. */
class HealthIT {

    @BeforeAll
    static void onlyOurs() {
        assumeFalse(ServerUnderTest.isUpstream(), "skipped: upstream has other health checks");
    }

    @Test
    void greenMeansThatQuestionsAreAnswered() {
        try (var server = ServerUnderTest.launch().spawn()) {
            await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(20)).until(() -> {
                server.process().assertAlive();
                return server.isReady() || server.isServing();
            });
            assertThat(server.graphQl().data("{ listServices(layer: \"GENERAL\") { id } }", Map.of()).get("listServices")).isEmpty();
            server.awaitReady();
        }
    }

    @Test
    void theStartLineTellsPortsStorageModulesAndTime() {
        try (var server = ServerUnderTest.launch().start()) {
            var ports = server.ports();
            assertThat(server.process().log()).containsPattern("SkyWalking OAP started: gRPC " + ports.grpc() + ", HTTP " + ports.rest()
                + ", storage h2, \\d+ modules");
        }
    }

    @Test
    void redWhileTheStorageIsAway() throws SQLException {
        var port = String.valueOf(Ports.free().rest());
        var directory = ServerLaunch.newDirectory("h2").toString();
        var storage = startStorage(port, directory);
        try (var server = ServerUnderTest.launch()
            .env("SW_STORAGE_H2_URL", "jdbc:h2:tcp://127.0.0.1:" + port + "/./oap;DATABASE_TO_UPPER=FALSE").start()) {
            storage.stop();
            await().atMost(Duration.ofSeconds(60)).until(() -> !server.isReady() && !server.isServing());

            storage = startStorage(port, directory);
            await().atMost(Duration.ofSeconds(60)).until(() -> server.isReady() && server.isServing());
        } finally {
            storage.stop();
        }
    }

    private static Server startStorage(String port, String directory) throws SQLException {
        return Server.createTcpServer("-tcpPort", port, "-baseDir", directory, "-ifNotExists").start();
    }
}

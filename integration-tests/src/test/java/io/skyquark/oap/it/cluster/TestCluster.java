// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.skyquark.oap.it.server.Ports;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Servers that share a storage and find each other through the same API server: each at an address of its own, all at the same port. */
final class TestCluster implements AutoCloseable {

    private final KubernetesMock kubernetes = new KubernetesMock();
    private final SharedStorage storage = new SharedStorage();
    private final int port = Ports.free().grpc();
    private final List<RunningServer> started = new ArrayList<>();

    /** Creates the schema by a server in mode init; the others wait for what they need to be there. */
    TestCluster() throws SQLException {
        try (var init = ServerUnderTest.launch().env(storage.environment()).env("QUARKUS_SKYWALKING_MODE", "init").spawn()) {
            assertThat(init.process().awaitExit(Duration.ofMinutes(2)).code()).as(init.process().log()).isZero();
        }
    }

    KubernetesMock kubernetes() {
        return kubernetes;
    }

    SharedStorage storage() {
        return storage;
    }

    static String address(int number) {
        return "127.0.0." + number;
    }

    static String pod(int number) {
        return "oap-" + number;
    }

    /** Tells of the pod of this number, and starts the server in it; it is not waited for. */
    RunningServer spawn(int number, Map<String, String> variables) {
        return spawn(number, kubernetes.addPod(pod(number), address(number)), variables);
    }

    /** Starts a server whose pod has other labels. */
    RunningServer spawnOutside(int number, Map<String, String> variables) {
        return spawn(number, pod(number), variables);
    }

    private RunningServer spawn(int number, String uid, Map<String, String> variables) {
        var server = ServerUnderTest.launch().at(address(number), port)
            .env(kubernetes.environment()).env(storage.environment())
            .env("QUARKUS_SKYWALKING_MODE", "no-init").env("SW_CLUSTER", "kubernetes").env("SKYWALKING_COLLECTOR_UID", uid).env(variables).spawn();
        started.add(server);
        return server;
    }

    /** Ends a server as Kubernetes does: the others may learn of it before its process does. */
    void remove(int number, RunningServer server) {
        kubernetes.markDeleted(pod(number));
        server.stop();
        kubernetes.removePod(pod(number));
    }

    @Override
    public void close() {
        started.forEach(RunningServer::close);
        storage.close();
        kubernetes.close();
    }
}

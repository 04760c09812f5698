// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Free ports and an empty storage in memory for one boot; notes what the boot leaves behind. */
public final class OneServer implements QuarkusTestResourceLifecycleManager {

    private static final List<String> PORTS = List.of("SW_CORE_GRPC_PORT", "SW_CORE_REST_PORT", "SW_PROMQL_REST_PORT", "SW_LOGQL_REST_PORT");
    private static final Duration THREADS_END_WITHIN = Duration.ofSeconds(10);

    private List<Integer> ports;

    @Override
    public Map<String, String> start() {
        ports = freePorts(PORTS.size());
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < PORTS.size(); i++) {
            settings.put(PORTS.get(i), String.valueOf(ports.get(i)));
        }
        settings.put("SW_STORAGE_H2_URL", "jdbc:h2:mem:boot" + ports.get(0) + ";DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE");
        settings.put("SW_CORE_PERSISTENT_PERIOD", "1");
        return settings;
    }

    /** Called when the application has stopped. */
    @Override
    public void stop() {
        var before = EndedBoots.all();
        int allowed = before.isEmpty() ? 0 : before.get(0).threads().size();
        var until = Instant.now().plus(before.isEmpty() ? Duration.ZERO : THREADS_END_WITHIN);
        List<String> threads;
        do {
            threads = Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).map(Thread::getName).sorted().toList();
        } while (threads.size() > allowed && Instant.now().isBefore(until));
        EndedBoots.ended(new EndedBoots.Left(threads, ports.stream().filter(OneServer::open).toList().toString()));
    }

    private static boolean open(int port) {
        try (var socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Integer> freePorts(int count) {
        try (var socket = new ServerSocket(0)) {
            var found = new ArrayList<Integer>();
            found.add(socket.getLocalPort());
            if (count > 1) {
                // The socket stays open meanwhile, so that no port is found twice.
                found.addAll(freePorts(count - 1));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

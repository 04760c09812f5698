// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** What a Kubernetes service does for a connection: gives it to the next server in turn, and it stays there until one side closes it. */
final class TcpBalancer implements AutoCloseable {

    private final ServerSocket entrance;
    private final List<Integer> servers = new CopyOnWriteArrayList<>();
    private final Map<Integer, AtomicInteger> open = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "balancer");
        thread.setDaemon(true);
        return thread;
    });

    TcpBalancer() throws IOException {
        entrance = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** @param port of a server on loopback */
    void add(int port) {
        open.put(port, new AtomicInteger());
        servers.add(port);
    }

    /** How many connections a server has now. */
    int open(int port) {
        return open.get(port).get();
    }

    /** How many connections there have been. */
    int opened() {
        return opened.get();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var client = entrance.accept();
                int port = servers.get(opened.getAndIncrement() % servers.size());
                var server = new Socket(InetAddress.getLoopbackAddress(), port);
                open.get(port).incrementAndGet();
                threads.execute(() -> copy(client, server, open.get(port)));
                threads.execute(() -> copy(server, client, new AtomicInteger()));
            } catch (IOException e) {
                if (!entrance.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void copy(Socket from, Socket to, AtomicInteger count) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two has closed the connection: so is the other one.
        } finally {
            count.decrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        threads.shutdownNow();
    }
}

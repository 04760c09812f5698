// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A port of this machine that leads to another one, can hold back what is sent there, and can go away and come back. */
public final class TcpProxy implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Listeners listeners;
    private final int port;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private volatile ServerSocket listener;

    /** Opens a port; 0 is any that is free. */
    public interface Listeners {

        ServerSocket listen(int port) throws IOException;
    }

    /** A proxy that listens. */
    public TcpProxy(int target) {
        this(target, port -> new ServerSocket(port, 0, InetAddress.getLoopbackAddress()));
    }

    /** A proxy that listens with a socket of its caller's: what it reads from there goes to the target. */
    public TcpProxy(int target, Listeners listeners) {
        this.target = target;
        this.listeners = listeners;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
        accept(listener);
    }

    public int port() {
        return port;
    }

    /** From now on every piece of data waits for so long on its way to the target, one behind the other within a connection. */
    public void slowDown(Duration eachPiece) {
        delay = eachPiece;
    }

    /** Nothing listens any more, and what was connected is cut off. */
    public void cut() {
        close(listener);
        connections.forEach(TcpProxy::close);
        connections.clear();
    }

    /** Listens again. */
    public void mend() {
        listener = listen(port);
        accept(listener);
    }

    @Override
    public void close() {
        cut();
        threads.shutdownNow();
    }

    private ServerSocket listen(int at) {
        try {
            return listeners.listen(at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        threads.execute(() -> {
            while (!from.isClosed()) {
                try {
                    connect(from.accept());
                } catch (IOException e) {
                    // The listener is closed, or the target is not there: the caller sees its connection end.
                }
            }
        });
    }

    private void connect(Socket caller) throws IOException {
        connections.add(caller);
        try {
            var called = new Socket(InetAddress.getLoopbackAddress(), target);
            connections.add(called);
            caller.setTcpNoDelay(true);
            called.setTcpNoDelay(true);
            threads.execute(() -> copy(caller, called, true));
            threads.execute(() -> copy(called, caller, false));
        } catch (IOException e) {
            close(caller);
            throw e;
        }
    }

    private void copy(Socket from, Socket to, boolean slow) {
        var buffer = new byte[BUFFER];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (slow) {
                    Thread.sleep(delay.toMillis());
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One end is gone, and with it the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(from);
            connections.remove(to);
        }
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is gone already.
        }
    }
}

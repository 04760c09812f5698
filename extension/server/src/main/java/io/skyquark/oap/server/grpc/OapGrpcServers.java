// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import io.skyquark.oap.model.OapServer;
import io.skyquark.oap.server.OapRuntime;

/**
 * The gRPC servers of one boot: the core module's, and those of receivers with ports of their own. Static, because upstream's providers create the servers;
 * each {@link #close()} begins a new boot, since tests boot more than once in a class loader.
 */
public final class OapGrpcServers {

    private static final AtomicReference<OapGrpcServers> CURRENT = new AtomicReference<>(new OapGrpcServers());

    private final List<OapGrpcServer> servers = new CopyOnWriteArrayList<>();
    private final CallGate gate = new CallGate();
    private volatile OapServer health;

    private OapGrpcServers() {
    }

    /**
     * Refuses new calls on every port with {@code UNAVAILABLE} and returns when no call is in flight, at the latest after the bound: then every call that
     * was acknowledged has reached OAP's queues, and those that had not ended were closed with {@code UNAVAILABLE}. The health service goes on answering.
     *
     * @return the number of calls that were closed without an answer of their handler
     */
    public static int stopAccepting(Duration bound) {
        return current().gate.stop(bound);
    }

    /** Closes the ports that Quarkus does not know. Calls that still come in on the core port are refused for good. */
    public static void close() {
        var ended = CURRENT.getAndSet(new OapGrpcServers());
        ended.gate.stop(Duration.ZERO);
        ended.servers.forEach(OapGrpcServer::close);
    }

    static OapGrpcServers current() {
        return CURRENT.get();
    }

    void add(OapGrpcServer server) {
        servers.add(server);
    }

    List<OapGrpcServer> servers() {
        return servers;
    }

    /** The core module's server, or {@code null} before the boot. */
    OapGrpcServer core() {
        return servers.stream().filter(OapGrpcServer::isCore).findFirst().orElse(null);
    }

    CallGate gate() {
        return gate;
    }

    boolean isOn(String module) {
        return OapRuntime.configuration().module(module) != null;
    }

    /** Until then nothing is healthy. */
    void booted(OapServer server) {
        health = server;
    }

    boolean healthy() {
        var server = health;
        return server != null && server.health().ready();
    }
}

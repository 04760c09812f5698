// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.skyquark.oap.model.GrpcServiceInfo;
import io.skyquark.oap.model.OapServer;
import io.skyquark.oap.server.lifecycle.Deadline;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.grpc.VertxServer;

/**
 * The gRPC servers of one boot: the core module's, and those of receivers with ports of their own. Static, because upstream's providers create the servers;
 * each {@link #close()} begins a new boot, since tests boot more than once in a class loader.
 */
public final class OapGrpcServers {

    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final AtomicReference<OapGrpcServers> CURRENT = new AtomicReference<>(new OapGrpcServers());

    private final List<OapGrpcServer> servers = new CopyOnWriteArrayList<>();
    private final List<GrpcPort> ports = new CopyOnWriteArrayList<>();
    private final CallGate gate = new CallGate();
    /** Never closes: health is asked for while the server stops, too. */
    private final CallGate healthGate = new CallGate();
    private final AbsentServices absent = new AbsentServices(this);
    private volatile List<GrpcServiceInfo> known = List.of();
    private volatile OapServer health;

    private OapGrpcServers() {
    }

    /** Shows how many calls are running, in {@code /q/metrics}: what a server has to do at the moment. */
    public static void measure() {
        Gauge.builder("oap.grpc.calls.active", () -> current().gate.inFlight()).description("Calls of agents and other servers that are running")
            .register(Metrics.globalRegistry);
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

    /**
     * Closes every port. Calls that still come in are refused for good. The core port closes here, too, ahead of Quarkus: Vert.x first takes the event loop
     * from its server and closes the port afterwards, and what another server sends in between is reset as if it had been half read.
     */
    public static void close() {
        var ended = CURRENT.getAndSet(new OapGrpcServers());
        ended.gate.stop(Duration.ZERO);
        ended.ports.forEach(GrpcPort::shutdown);
        var deadline = Deadline.in(CLOSE);
        try {
            for (var port : ended.ports) {
                port.awaitClosed(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the place of Quarkus' call that opens the core port. */
    public static VertxServer start(VertxServer server, Handler<AsyncResult<Void>> opened) {
        var started = server.start(opened);
        current().opened(new GrpcPort(started.getRawServer()));
        return started;
    }

    static OapGrpcServers current() {
        return CURRENT.get();
    }

    void opened(GrpcPort port) {
        ports.add(port);
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

    CallGate healthGate() {
        return healthGate;
    }

    AbsentServices absent() {
        return absent;
    }

    /** Every service that the build knows; empty until the boot has come to its end. */
    List<GrpcServiceInfo> known() {
        return known;
    }

    void setKnown(List<GrpcServiceInfo> services) {
        known = services;
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

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.skyquark.oap.model.ConnectionAge;
import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.lifecycle.Deadline;
import io.skyquark.oap.server.lifecycle.OapExecutors;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/**
 * A port that is open. The core module's is Quarkus'; an additional one is gRPC's own server on the event loops and workers of the application's Vert.x. gRPC
 * runs the callbacks of one call one after the other on the executor it is given, so a stream stays in order with no further ado; Vert.x' server would run them
 * on the one event loop that started it.
 */
final class GrpcPort {

    private final Server server;

    GrpcPort(Server server) {
        this.server = server;
    }

    static GrpcPort open(OapGrpcServer settings) throws GrpcStartException {
        return open(settings, OapRuntime.vertx(), OapRuntime.connectionAge());
    }

    static GrpcPort open(OapGrpcServer settings, Vertx application, ConnectionAge age) throws GrpcStartException {
        var vertx = (VertxInternal) application;
        var builder = NettyServerBuilder.forAddress(new InetSocketAddress(settings.host(), settings.port()))
            .channelFactory(vertx.transport().serverChannelFactory(false))
            .bossEventLoopGroup(vertx.getAcceptorEventLoopGroup())
            .workerEventLoopGroup(vertx.getEventLoopGroup())
            .executor(workers(settings, vertx))
            .addStreamTracerFactory(settings.tracer())
            .fallbackHandlerRegistry(OapGrpcServers.current().absent());
        AgedConnections.limit(builder, age);
        if (settings.maxMessageSize() > 0) {
            builder.maxInboundMessageSize(settings.maxMessageSize());
        }
        if (settings.maxConcurrentCallsPerConnection() > 0) {
            builder.maxConcurrentCallsPerConnection(settings.maxConcurrentCallsPerConnection());
        }
        if (settings.sslContext() != null) {
            builder.sslContext(settings.sslContext());
        }
        try {
            settings.serviceNames().forEach(name -> builder.addService(settings.service(name)));
            return new GrpcPort(builder.build().start());
        } catch (IOException e) {
            throw new GrpcStartException("cannot open the gRPC port " + settings.host() + ":" + settings.port() + ": " + e.getMessage(), e);
        }
    }

    private static Executor workers(OapGrpcServer settings, VertxInternal vertx) {
        return settings.threadPoolSize() > 0 ? OapExecutors.newFixedThreadPool(settings.threadPoolSize()) : vertx.getWorkerPool().executor();
    }

    int number() {
        return server.getPort();
    }

    /** Takes no more connections and asks the clients of those that are there to leave (GOAWAY). */
    void shutdown() {
        server.shutdown();
    }

    /** Cuts off the connections that are left at the deadline. */
    void awaitClosed(Deadline deadline) throws InterruptedException {
        if (!server.awaitTermination(deadline.millisLeft(), TimeUnit.MILLISECONDS)) {
            server.shutdownNow();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import io.grpc.ServerBuilder;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.skyquark.oap.server.OapRuntime;
import io.vertx.grpc.VertxServerBuilder;

/**
 * Gives Quarkus' gRPC server the settings of the core module that Quarkus has no key for: the limit of calls a connection and of its age, certificates that are read again
 * when they change, and the count of what is refused. The message size is set here too and wins unless {@code quarkus.grpc.server.max-inbound-message-size} says otherwise.
 */
public final class CoreServerCustomizer<T extends ServerBuilder<T>> implements ServerBuilderCustomizer<T> {

    @Override
    public void customize(GrpcServerConfiguration configuration, T builder) {
        var core = OapGrpcServers.current().core();
        if (core.maxMessageSize() > 0) {
            builder.maxInboundMessageSize(core.maxMessageSize());
        }
        if (!((Object) builder instanceof VertxServerBuilder vertx)) {
            return;
        }
        vertx.nettyBuilder().addStreamTracerFactory(core.tracer());
        AgedConnections.limit(vertx.nettyBuilder(), OapRuntime.connectionAge());
        if (core.maxConcurrentCallsPerConnection() > 0) {
            vertx.nettyBuilder().maxConcurrentCallsPerConnection(core.maxConcurrentCallsPerConnection());
        }
        if (core.sslContext() != null) {
            vertx.nettyBuilder().sslContext(core.sslContext());
        }
    }
}

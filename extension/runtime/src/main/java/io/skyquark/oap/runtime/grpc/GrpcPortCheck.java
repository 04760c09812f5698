// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.grpc;

import org.eclipse.microprofile.config.Config;

import io.quarkus.grpc.runtime.GrpcServerRecorder;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.skyquark.oap.model.OapStartException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Quarkus logs that its gRPC server could not open the port and goes on without; a server that no agent can reach must not look started. */
@ApplicationScoped
public class GrpcPortCheck {

    private static final String PREFIX = "quarkus.grpc.server.";

    @Inject
    Config config;

    /** Before the start is announced. */
    void check(@Observes @Priority(1) StartupEvent started) {
        boolean ownPort = config.getValue(PREFIX + "use-separate-server", boolean.class);
        if (ownPort && GrpcServerRecorder.getVerticleCount() == 0) {
            var port = config.getValue(PREFIX + (LaunchMode.current() == LaunchMode.TEST ? "test-port" : "port"), String.class);
            throw new OapStartException("the gRPC server did not open port " + port + ", see the error above");
        }
    }
}

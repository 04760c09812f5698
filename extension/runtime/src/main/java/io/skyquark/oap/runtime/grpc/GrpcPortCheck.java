// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.grpc;

import org.eclipse.microprofile.config.Config;

import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.quarkus.grpc.runtime.health.GrpcHealthStorage;
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

    /** Quarkus' record of its server: serving once the port is open. */
    @Inject
    GrpcHealthStorage storage;

    @Inject
    Config config;

    /** Before the start is announced. */
    void check(@Observes @Priority(1) StartupEvent started) {
        if (storage.getStatuses().get(GrpcHealthStorage.DEFAULT_SERVICE_NAME) != ServingStatus.SERVING) {
            var key = LaunchMode.current() == LaunchMode.TEST ? "quarkus.grpc.server.test-port" : "quarkus.grpc.server.port";
            throw new OapStartException("the gRPC server did not open port " + config.getValue(key, String.class) + ", see the error above");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.skyquark.oap.model.OapServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Ready when every module has started and the storage answers. */
@Readiness
@ApplicationScoped
public class OapReadiness implements HealthCheck {

    @Inject
    OapServer server;

    @Override
    public HealthCheckResponse call() {
        var health = server.health();
        var response = HealthCheckResponse.named("SkyWalking OAP")
            .status(health.ready())
            .withData("booted", health.booted())
            .withData("storage", health.storage());
        return health.detail().isEmpty() ? response.build() : response.withData("detail", health.detail()).build();
    }
}

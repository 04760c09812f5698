// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime;

import org.jboss.logging.Logger;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.model.OapServer;
import io.skyquark.oap.runtime.config.OapConfigurationLoader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Announces the start in one line (ports, storage, modules), and stops OAP while its ports can still answer. */
@ApplicationScoped
public class OapLifecycle {

    private static final Logger LOG = Logger.getLogger("io.skyquark.oap");

    @Inject
    OapServer server;

    @Inject
    OapRunTimeConfig config;

    /** Quarkus closes its HTTP server after this event: requests that are being answered still reach their callers. */
    void stop(@Observes ShutdownEvent stopping) {
        server.stop();
    }

    void announce(@Observes StartupEvent started) {
        if ("init".equalsIgnoreCase(config.mode().orElse(System.getProperty("mode")))) {
            LOG.info("SkyWalking OAP has created what the storage lacked, and ends, since its mode is init");
            Quarkus.asyncExit(0);
            return;
        }
        var configuration = OapConfigurationLoader.load();
        LOG.infof("SkyWalking OAP started: gRPC %s, HTTP %s, storage %s, %d modules",
            core(configuration, "gRPCPort"), core(configuration, "restPort"), configuration.module("storage").provider(), configuration.modules().size());
    }

    private static Object core(OapConfiguration configuration, String key) {
        return configuration.module("core").settings().get(key);
    }
}

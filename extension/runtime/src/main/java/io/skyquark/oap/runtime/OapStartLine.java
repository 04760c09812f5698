// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime;

import java.time.Duration;
import java.time.Instant;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.runtime.config.OapConfigurationLoader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** One line when the server has started: ports, storage, modules, time since the process began. */
@ApplicationScoped
public class OapStartLine {

    private static final Logger LOG = Logger.getLogger("io.skyquark.oap");

    void log(@Observes StartupEvent started) {
        var configuration = OapConfigurationLoader.load();
        LOG.infof("SkyWalking OAP started in %.3f s: gRPC %s, HTTP %s, storage %s, %d modules", sinceProcessStart().toMillis() / 1000.0,
            core(configuration, "gRPCPort"), core(configuration, "restPort"), configuration.module("storage").provider(), configuration.modules().size());
    }

    private static Object core(OapConfiguration configuration, String key) {
        return configuration.module("core").settings().get(key);
    }

    private static Duration sinceProcessStart() {
        return Duration.between(ProcessHandle.current().info().startInstant().orElseGet(Instant::now), Instant.now());
    }
}

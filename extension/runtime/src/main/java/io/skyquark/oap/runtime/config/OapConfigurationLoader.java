// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.skyquark.oap.model.OapConfiguration;

/** Hands out the effective configuration, which the run-time configuration of Quarkus has loaded already. */
public final class OapConfigurationLoader {

    private static final Logger LOG = Logger.getLogger("io.skyquark.oap.configuration");

    private OapConfigurationLoader() {
    }

    /** @throws ConfigurationException where the configuration cannot be used; the message lists everything that is wrong, numbered */
    public static OapConfiguration load() {
        return source().configuration();
    }

    /** Says once per start, when logging works, what the configuration came to. */
    public static void report() {
        source().warnings().forEach(LOG::warn);
    }

    private static OapConfigSource source() {
        for (var source : ConfigProvider.getConfig().getConfigSources()) {
            if (source instanceof OapConfigSource found) {
                return found;
            }
        }
        throw new ConfigurationException("the application was built without the SkyWalking extension's configuration");
    }
}

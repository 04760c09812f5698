// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.module;

import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.apache.skywalking.oap.server.library.module.ApplicationConfiguration;

import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.model.SecretMask;

/** The effective configuration in the shape that upstream's {@code ModuleManager} takes. */
public final class OapApplicationConfiguration {

    private OapApplicationConfiguration() {
    }

    /** Nested blocks become {@link Properties}, as upstream's own loader makes them. */
    public static ApplicationConfiguration of(OapConfiguration configuration) {
        var application = new ApplicationConfiguration();
        for (var module : configuration.modules()) {
            application.addModule(module.name()).addProviderConfiguration(module.provider(), properties(module.settings()));
        }
        return application;
    }

    /**
     * What upstream's {@code /debugging/config/dump} may show. Upstream masks by key and prints a nested block as one value, so that the password inside it
     * would be read by everyone: here every entry of a block has a key of its own, and secrets in URLs are masked already.
     */
    public static List<ApplicationConfiguration.ModuleConfiguration> shown(OapConfiguration configuration) {
        var application = new ApplicationConfiguration();
        for (var module : configuration.modules()) {
            var flat = new Properties();
            module.settings().forEach((key, value) -> {
                if (value instanceof Map<?, ?> block) {
                    block.forEach((name, inner) -> flat.put(key + "." + name, SecretMask.DEFAULT.show(name.toString(), inner)));
                } else {
                    flat.put(key, SecretMask.DEFAULT.show(key, value));
                }
            });
            application.addModule(module.name()).addProviderConfiguration(module.provider(), flat);
        }
        return configuration.modules().stream().map(module -> application.getModuleConfiguration(module.name())).toList();
    }

    private static Properties properties(Map<?, ?> settings) {
        var properties = new Properties();
        settings.forEach((key, value) -> properties.put(key, value instanceof Map<?, ?> block ? properties(block) : value));
        return properties;
    }
}

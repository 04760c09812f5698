// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.module;

import java.util.Map;
import java.util.Properties;

import org.apache.skywalking.oap.server.library.module.ApplicationConfiguration;

import io.skyquark.oap.model.OapConfiguration;

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

    private static Properties properties(Map<?, ?> settings) {
        var properties = new Properties();
        settings.forEach((key, value) -> properties.put(key, value instanceof Map<?, ?> block ? properties(block) : value));
        return properties;
    }
}

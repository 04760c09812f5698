// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

import java.util.List;
import java.util.Map;

/**
 * The effective configuration of a server: what upstream's {@code application.yml}, the environment and Quarkus' configuration come to.
 *
 * @param modules the modules that are switched on, in the order of the file
 * @param switches what would turn on each module that the file has and that is off, for example {@code SW_RECEIVER_ZIPKIN=default}
 */
public record OapConfiguration(List<Module> modules, Map<String, String> switches) {

    /** A configuration that tells of no module that is off. */
    public OapConfiguration(List<Module> modules) {
        this(modules, Map.of());
    }

    /**
     * @param name the module's name, for example {@code core}
     * @param provider the selected provider, for example {@code default}
     * @param settings key to value; a value is a String, Integer, Long, Boolean, List, or a Map of those for a nested block
     */
    public record Module(String name, String provider, Map<String, Object> settings) {

        /** Secrets are masked. */
        @Override
        public String toString() {
            return name + "." + provider + SecretMask.DEFAULT.show("", settings);
        }
    }

    /** The selected provider of a module, or {@code null} where the module is off. */
    public Module module(String name) {
        return modules.stream().filter(module -> module.name().equals(name)).findFirst().orElse(null);
    }
}

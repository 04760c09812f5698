// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.Set;

/** Answers variables and overrides: environment, system properties and every other source that Quarkus reads. */
public interface ConfigurationValues {

    /** Nothing is set: what the defaults file alone comes to. */
    ConfigurationValues NONE = new ConfigurationValues() {
        @Override
        public Value variable(String name) {
            return null;
        }

        @Override
        public Value override(String name) {
            return null;
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    };

    /**
     * @param text as it is written, placeholders included
     * @param origin for messages, for example {@code environment SW_CORE_REST_PORT}
     * @param environment whether it is an environment variable, whose name says less than that of a property
     */
    record Value(String text, String origin, boolean environment) {
    }

    /** The value of a placeholder's name, from the source with the highest ordinal, or {@code null}. The environment must have exactly this name. */
    Value variable(String name);

    /** The value of {@code module.provider.key}, or {@code null}; in the environment dots and dashes are underscores and letters upper case. */
    Value override(String name);

    /** Every name that any source has. */
    Set<String> names();
}

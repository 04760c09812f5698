// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.HashSet;
import java.util.Set;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.Expressions;

/** Variables and overrides from every configuration source of Quarkus. */
final class QuarkusValues implements ConfigurationValues {

    private static final String ENVIRONMENT = "EnvConfigSource";

    private final ConfigSourceContext context;
    private final Set<String> names = new HashSet<>();

    QuarkusValues(ConfigSourceContext context) {
        this.context = context;
        context.iterateNames().forEachRemaining(names::add);
        // SmallRye tells the environment's names in lower case with dots.
        names.addAll(System.getenv().keySet());
    }

    @Override
    public Value variable(String name) {
        var value = find(name);
        // SmallRye answers service.name from SERVICE_NAME; upstream's rules for service names rely on such a name being unset.
        return value != null && value.environment() && !name.matches("\\w+") ? null : value;
    }

    @Override
    public Value override(String name) {
        return find(name);
    }

    /** Unexpanded: an expression that nothing answers is an error for SmallRye, and a plain text for upstream. */
    private Value find(String name) {
        var found = Expressions.withoutExpansion(() -> context.getValue(name));
        if (found == null || found.getValue() == null) {
            return null;
        }
        var source = found.getConfigSourceName();
        boolean environment = source != null && source.startsWith(ENVIRONMENT);
        return new Value(found.getValue(), origin(source, environment) + " " + name, environment);
    }

    private static String origin(String source, boolean environment) {
        if (environment) {
            return "environment";
        }
        if (source == null || source.contains("SysProp")) {
            return "system property";
        }
        var file = source.endsWith("]") ? source.substring(0, source.length() - 1) : source;
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('=')) + 1);
    }

    @Override
    public Set<String> names() {
        return names;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Values as a map: names in capitals are the environment, all others system properties. */
record TestValues(Map<String, String> values) implements ConfigurationValues {

    static TestValues of(String... namesAndValues) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new TestValues(values);
    }

    @Override
    public Value variable(String name) {
        boolean environment = name.matches("[A-Z0-9_]+");
        return values.containsKey(name) ? new Value(values.get(name), (environment ? "environment " : "system property ") + name, environment) : null;
    }

    @Override
    public Value override(String name) {
        return variable(name);
    }

    @Override
    public Set<String> names() {
        return values.keySet();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.lal;

import java.util.HashMap;
import java.util.Map;

import io.skyquark.oap.server.rule.MissingRulePropertyException;

/** Takes the place of Groovy's binding below upstream's {@code Binding} of a log, which a hook remaps to it: what a LAL rule knows by name while it runs. */
public class RuleBinding {

    private final Map<String, Object> variables = new HashMap<>();

    /** @throws MissingRulePropertyException where nothing was ever bound to the name; what is bound may be null */
    public Object getVariable(String name) {
        var value = variables.get(name);
        if (value == null && !variables.containsKey(name)) {
            throw new MissingRulePropertyException(name, this);
        }
        return value;
    }

    public Object getProperty(String name) {
        return getVariable(name);
    }

    public void setProperty(String name, Object value) {
        variables.put(name, value);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.ArrayList;
import java.util.Map;

import io.skyquark.oap.model.SecretMask;
import io.skyquark.oap.runtime.config.ConfigurationFile.Setting;
import io.skyquark.oap.runtime.config.ConfigurationProblem.Origin;

/**
 * A written value after its placeholders are replaced.
 *
 * @param text the text
 * @param origin the variable that decided it, or the place in the file
 */
record Resolution(String text, Origin origin) {

    /** @throws IllegalArgumentException where a value refers to itself */
    static Resolution of(Setting setting, Map<String, Object> siblings, ConfigurationValues values) {
        var found = new ArrayList<ConfigurationValues.Value>();
        var text = Placeholders.replace(setting.text(), name -> {
            var value = values.variable(name);
            if (value != null) {
                found.add(value);
                return value.text();
            }
            return siblings.get(name) instanceof String sibling ? sibling : null;
        });
        return new Resolution(text, found.isEmpty() ? setting.at() : Origin.of(found.get(0).origin()));
    }

    /** The message for a value that is not of the key's type; a secret stays secret. */
    static String wrongType(String path, KeyType type, String text, Object typed) {
        var needs = "key '" + path + "' needs " + type.phrase();
        if (text.trim().isEmpty()) {
            return needs + ", and is empty";
        }
        var range = type == KeyType.INTEGER && typed instanceof Long ? ", which is out of range" : "";
        return needs + ", found '" + SecretMask.DEFAULT.show(path, text) + "'" + range;
    }
}

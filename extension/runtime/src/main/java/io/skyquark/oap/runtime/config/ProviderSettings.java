// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.skyquark.oap.runtime.config.ConfigurationFile.Setting;
import io.skyquark.oap.runtime.config.ConfigurationProblem.Origin;

/** The settings of one provider: placeholders replaced, typed, overridden. */
final class ProviderSettings {

    private final String prefix;
    private final ConfigurationSchema.Provider known;
    private final ConfigurationValues values;
    private final List<ConfigurationProblem> problems;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Map<String, Origin> origins = new HashMap<>();

    ProviderSettings(String prefix, ConfigurationSchema.Provider known, ConfigurationValues values, List<ConfigurationProblem> problems) {
        this.prefix = prefix;
        this.known = known;
        this.values = values;
        this.problems = problems;
    }

    Map<String, Object> asMap() {
        return settings;
    }

    /** Adds a setting of the file; an override takes its place before the type is looked at. Unknown keys have been reported and are left out. */
    void add(Setting setting) {
        var type = known.keys().get(setting.key());
        if (type == null) {
            return;
        }
        origins.put(setting.key(), setting.at());
        if (setting.block() != null) {
            addBlock(setting, type);
        } else if (setting.text() != null && !override(setting.key(), type)) {
            addText(setting, type);
        }
    }

    private void addText(Setting setting, KeyType type) {
        try {
            var resolved = Resolution.of(setting, settings, values);
            origins.put(setting.key(), resolved.origin());
            put(setting.key(), type, resolved.text(), fit(type, resolved.text()));
        } catch (IllegalArgumentException e) {
            problems.add(ConfigurationProblem.at(setting.at(), "CONFIG_PLACEHOLDER", e.getMessage()));
        }
    }

    private static Object fit(KeyType type, String text) {
        return type.fit(text, YamlScalar.typed(text));
    }

    private void addBlock(Setting setting, KeyType type) {
        if (type != KeyType.BLOCK) {
            problems.add(ConfigurationProblem.at(setting.at(), "CONFIG_TYPE", "key '" + prefix + setting.key() + "' needs " + type.phrase() + ", found a block"));
            return;
        }
        var block = new LinkedHashMap<String, Object>();
        for (var inner : setting.block()) {
            try {
                if (inner.text() != null) {
                    block.put(inner.key(), YamlScalar.typed(Resolution.of(inner, block, values).text()));
                }
            } catch (IllegalArgumentException e) {
                problems.add(ConfigurationProblem.at(inner.at(), "CONFIG_PLACEHOLDER", e.getMessage()));
            }
        }
        settings.put(setting.key(), block);
    }

    private void put(String key, KeyType type, String text, Object value) {
        if (value == null) {
            problems.add(ConfigurationProblem.at(origins.get(key), "CONFIG_TYPE", Resolution.wrongType(prefix + key, type, text, YamlScalar.typed(text))));
        } else {
            settings.put(key, value);
        }
    }

    /** Keys that the file does not mention can be set by overrides alone. */
    void addOverrides() {
        known.keys().forEach((key, type) -> {
            if (!origins.containsKey(key)) {
                override(key, type);
            }
        });
    }

    private boolean override(String key, KeyType type) {
        var value = type == KeyType.BLOCK ? null : values.override(prefix + key);
        if (value == null) {
            return false;
        }
        origins.put(key, Origin.of(value.origin()));
        var text = replaced(value);
        put(key, type, text, type.fitOverride(text));
        return true;
    }

    /** Sets one entry of a nested block by {@code module.provider.block.entry}. */
    @SuppressWarnings("unchecked")
    void overrideEntry(String block, String entry, ConfigurationValues.Value value) {
        ((Map<String, Object>) settings.computeIfAbsent(block, key -> new LinkedHashMap<String, Object>())).put(entry, replaced(value));
    }

    private String replaced(ConfigurationValues.Value value) {
        try {
            return Placeholders.replace(value.text(), name -> {
                var inner = values.variable(name);
                return inner == null ? null : inner.text();
            });
        } catch (IllegalArgumentException e) {
            problems.add(ConfigurationProblem.at(Origin.of(value.origin()), "CONFIG_PLACEHOLDER", e.getMessage()));
            return value.text();
        }
    }
}

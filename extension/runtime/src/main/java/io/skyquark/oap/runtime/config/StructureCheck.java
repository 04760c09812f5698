// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.ArrayList;
import java.util.List;

import io.skyquark.oap.runtime.config.ConfigurationFile.ModuleBlock;
import io.skyquark.oap.runtime.config.ConfigurationFile.ProviderBlock;
import io.skyquark.oap.runtime.config.ConfigurationFile.Setting;

/** Finds names in a configuration file that nothing knows, also in blocks that are not selected. */
final class StructureCheck {

    private final ConfigurationSchema schema;
    private final List<ConfigurationProblem> problems = new ArrayList<>();

    private StructureCheck(ConfigurationSchema schema) {
        this.schema = schema;
    }

    static List<ConfigurationProblem> of(ConfigurationFile file, ConfigurationSchema schema) {
        var check = new StructureCheck(schema);
        file.modules().forEach(check::module);
        return check.problems;
    }

    private void module(ModuleBlock block) {
        var known = schema.module(block.name());
        if (known == null) {
            problems.add(ConfigurationProblem.at(block.at(), "CONFIG_MODULE",
                "module '" + block.name() + "' is not known" + ConfigurationProblem.didYouMean("", block.name(), schema.modules().keySet())));
            return;
        }
        for (var provider : block.providers()) {
            var provided = known.providers().get(provider.name());
            if (provided == null) {
                problems.add(ConfigurationProblem.at(provider.at(), "CONFIG_PROVIDER", "module '" + block.name() + "' has no provider '" + provider.name() + "'"
                    + ConfigurationProblem.didYouMean("", provider.name(), known.providers().keySet())));
            } else if (provided.reason().isEmpty()) {
                keys(block.name() + "." + provider.name() + ".", provider, provided);
            }
        }
    }

    private void keys(String prefix, ProviderBlock block, ConfigurationSchema.Provider known) {
        for (var setting : block.settings()) {
            if (!known.keys().containsKey(setting.key())) {
                problems.add(unknownKey(setting, prefix, known));
            } else if (setting.text() == null && setting.block() == null) {
                problems.add(noValue(setting, prefix));
            } else if (setting.block() != null) {
                setting.block().stream().filter(inner -> inner.text() == null).forEach(inner -> problems.add(noValue(inner, prefix + setting.key() + ".")));
            }
        }
    }

    private static ConfigurationProblem unknownKey(Setting setting, String prefix, ConfigurationSchema.Provider known) {
        return ConfigurationProblem.at(setting.at(), "CONFIG_KEY", unknownKey(prefix, setting.key(), known));
    }

    static String unknownKey(String prefix, String key, ConfigurationSchema.Provider known) {
        return "key '" + prefix + key + "' is not known" + ConfigurationProblem.didYouMean(prefix, key, known.keys().keySet());
    }

    private static ConfigurationProblem noValue(Setting setting, String prefix) {
        return ConfigurationProblem.at(setting.at(), "CONFIG_EMPTY", "key '" + prefix + setting.key() + "' has no value; write \"\" for an empty text");
    }
}

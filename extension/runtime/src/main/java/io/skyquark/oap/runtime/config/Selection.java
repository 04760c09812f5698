// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.skyquark.oap.runtime.config.ConfigurationFile.ModuleBlock;
import io.skyquark.oap.runtime.config.ConfigurationFile.ProviderBlock;
import io.skyquark.oap.runtime.config.ConfigurationProblem.Origin;

/** Decides which modules run, and with which provider. */
final class Selection {

    private static final String OFF = "-";

    /** A module that runs. */
    record Selected(ModuleBlock module, ProviderBlock provider, ConfigurationSchema.Provider known) {

        String prefix() {
            return module.name() + "." + provider.name() + ".";
        }
    }

    private final ConfigurationSchema schema;
    private final ConfigurationFile file;
    private final boolean own;
    private final ConfigurationValues values;
    private final List<ConfigurationProblem> problems;
    private final List<Selected> selected = new ArrayList<>();
    private final List<String> switchedOff = new ArrayList<>();

    /** @param own whether the file is the user's own, where a selector without a variable is a decision */
    Selection(ConfigurationSchema schema, ConfigurationFile file, boolean own, ConfigurationValues values, List<ConfigurationProblem> problems) {
        this.schema = schema;
        this.file = file;
        this.own = own;
        this.values = values;
        this.problems = problems;
        file.modules().stream().filter(module -> schema.module(module.name()) != null).forEach(this::select);
        selected.forEach(this::checkRequired);
    }

    List<Selected> selected() {
        return selected;
    }

    /** Modules that the file switches on and that cannot run yet. */
    List<String> switchedOff() {
        return switchedOff;
    }

    private void select(ModuleBlock module) {
        if (module.selector() == null) {
            selectOnly(module);
            return;
        }
        try {
            var resolved = Resolution.of(module.selector(), Map.of(), values);
            if (!resolved.text().equals(OFF)) {
                boolean decided = resolved.variable() || own && resolved.text().equals(module.selector().text());
                select(module, resolved.text(), resolved.origin(), decided);
            }
        } catch (IllegalArgumentException e) {
            problem(module.selector().at(), "CONFIG_PLACEHOLDER", e.getMessage());
        }
    }

    private void selectOnly(ModuleBlock module) {
        switch (module.providers().size()) {
            case 0 -> problem(module.at(), "CONFIG_PROVIDER", "module '" + module.name() + "' has no provider");
            case 1 -> select(module, module.providers().get(0).name(), module.providers().get(0).at(), own);
            default -> problem(module.at(), "CONFIG_PROVIDER",
                "module '" + module.name() + "' has the providers " + String.join(", ", module.providerNames()) + " and no selector");
        }
    }

    private void select(ModuleBlock module, String name, Origin origin, boolean decided) {
        var known = schema.module(module.name());
        var provider = known.providers().get(name);
        var block = module.provider(name);
        if (provider == null) {
            problem(origin, "CONFIG_PROVIDER", name.isEmpty() ? "module '" + known.name() + "' selects no provider; write - to switch it off"
                : "module '" + known.name() + "' has no provider '" + name + "'" + NearestName.hint("", name, known.providers().keySet()) + there(known));
        } else if (!provider.reason().isEmpty()) {
            problem(origin, "CONFIG_PROVIDER", "provider '" + name + "' of module '" + known.name() + "' cannot be selected: " + provider.reason() + there(known));
        } else if (!known.off().isEmpty()) {
            if (decided) {
                problem(origin, "CONFIG_OFF", "module '" + known.name() + "' cannot be switched on: " + known.off());
            } else {
                switchedOff.add(known.name());
            }
        } else if (block == null) {
            problem(origin, "CONFIG_PROVIDER", "module '" + known.name() + "' selects provider '" + name + "', for which " + file.name() + " has no block");
        } else {
            selected.add(new Selected(module, block, provider));
        }
    }

    private static String there(ConfigurationSchema.Module known) {
        var available = known.available();
        return available.isEmpty() ? "" : " (there are: " + String.join(", ", available) + ")";
    }

    private void checkRequired(Selected one) {
        for (var required : one.known().requires()) {
            if (selected.stream().noneMatch(other -> other.module().name().equals(required))) {
                var off = schema.module(required) == null ? "" : schema.module(required).off();
                problem(one.module().at(), "CONFIG_REQUIRED", "module '" + one.module().name() + "' with provider '" + one.provider().name()
                    + "' requires module '" + required + "', which is off" + (off.isEmpty() ? "" : ": " + off));
            }
        }
    }

    private void problem(Origin origin, String code, String message) {
        problems.add(ConfigurationProblem.at(origin, code, message));
    }
}

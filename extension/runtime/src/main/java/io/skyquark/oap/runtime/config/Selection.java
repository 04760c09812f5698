// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.skyquark.oap.runtime.config.ConfigurationFile.ModuleBlock;
import io.skyquark.oap.runtime.config.ConfigurationFile.ProviderBlock;
import io.skyquark.oap.runtime.config.ConfigurationProblem.Origin;

/** Decides which modules run, and with which provider. */
final class Selection {

    private static final String OFF = "-";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(:[^{}]*)?}");

    /** A module that runs. */
    record Selected(ModuleBlock module, ProviderBlock provider, ConfigurationSchema.Provider known) {

        String prefix() {
            return module.name() + "." + provider.name() + ".";
        }
    }

    private final ConfigurationSchema schema;
    private final ConfigurationFile file;
    private final ConfigurationValues values;
    private final List<ConfigurationProblem> problems;
    private final List<Selected> selected = new ArrayList<>();
    /** Where the modules that are off were switched off, and those whose selection is a problem already. */
    private final Map<String, Origin> off = new HashMap<>();
    private final Map<String, String> switches = new LinkedHashMap<>();
    private final Set<String> failed = new HashSet<>();

    Selection(ConfigurationSchema schema, ConfigurationFile file, ConfigurationValues values, List<ConfigurationProblem> problems) {
        this.schema = schema;
        this.file = file;
        this.values = values;
        this.problems = problems;
        file.modules().stream().filter(module -> schema.module(module.name()) != null).forEach(this::select);
        checkRequired();
    }

    List<Selected> selected() {
        return selected;
    }

    /** For each module that is off: the variable, or else the key, with a provider that can be selected. */
    Map<String, String> switches() {
        return Collections.unmodifiableMap(switches);
    }

    private String switchOf(ModuleBlock module) {
        var available = schema.module(module.name()).available();
        var provider = module.providerNames().stream().filter(available::contains).findFirst().orElse("default");
        var variable = VARIABLE.matcher(module.selector().text());
        return (variable.matches() ? variable.group(1) : module.name() + ".selector") + "=" + provider;
    }

    private void select(ModuleBlock module) {
        if (module.selector() == null) {
            selectOnly(module);
            return;
        }
        try {
            var resolved = Resolution.of(module.selector(), Map.of(), values);
            if (resolved.text().equals(OFF)) {
                off.put(module.name(), resolved.origin());
                switches.put(module.name(), switchOf(module));
            } else {
                select(module, resolved.text(), resolved.origin());
            }
        } catch (IllegalArgumentException e) {
            fail(module.name(), module.selector().at(), "CONFIG_PLACEHOLDER", e.getMessage());
        }
    }

    private void selectOnly(ModuleBlock module) {
        switch (module.providers().size()) {
            case 0 -> fail(module.name(), module.at(), "CONFIG_PROVIDER", "module '" + module.name() + "' has no provider");
            case 1 -> select(module, module.providers().get(0).name(), module.providers().get(0).at());
            default -> fail(module.name(), module.at(), "CONFIG_PROVIDER",
                "module '" + module.name() + "' has the providers " + String.join(", ", module.providerNames()) + " and no selector");
        }
    }

    private void select(ModuleBlock module, String name, Origin origin) {
        var known = schema.module(module.name());
        var provider = known.providers().get(name);
        var block = module.provider(name);
        if (provider == null) {
            fail(known.name(), origin, "CONFIG_PROVIDER", name.isEmpty() ? "module '" + known.name() + "' selects no provider; write - to switch it off"
                : "module '" + known.name() + "' has no provider '" + name + "'" + ConfigurationProblem.didYouMean("", name, known.providers().keySet()) + there(known));
        } else if (!provider.reason().isEmpty()) {
            fail(known.name(), origin, "CONFIG_PROVIDER", "provider '" + name + "' of module '" + known.name() + "' cannot be selected: " + provider.reason() + there(known));
        } else if (block == null) {
            fail(known.name(), origin, "CONFIG_PROVIDER", "module '" + known.name() + "' selects provider '" + name + "', for which " + file.name() + " has no block");
        } else {
            selected.add(new Selected(module, block, provider));
        }
    }

    private static String there(ConfigurationSchema.Module known) {
        var available = known.available();
        return available.isEmpty() ? "" : " (there are: " + String.join(", ", available) + ")";
    }

    /** One problem for each module that is missing, with everything that needs it. */
    private void checkRequired() {
        var on = selected.stream().map(one -> one.module().name()).toList();
        Map<String, List<String>> missing = new LinkedHashMap<>();
        for (var one : selected) {
            one.known().requires().stream().filter(required -> !on.contains(required) && !failed.contains(required)).forEach(required ->
                missing.computeIfAbsent(required, name -> new ArrayList<>()).add(one.module().name() + "." + one.provider().name()));
        }
        missing.forEach((required, by) -> problems.add(ConfigurationProblem.at(off.getOrDefault(required, Origin.of(file.name())), "CONFIG_REQUIRED",
            "module '" + required + "' is off, and required by " + String.join(", ", by))));
    }

    private void fail(String module, Origin origin, String code, String message) {
        failed.add(module);
        problems.add(ConfigurationProblem.at(origin, code, message));
    }
}

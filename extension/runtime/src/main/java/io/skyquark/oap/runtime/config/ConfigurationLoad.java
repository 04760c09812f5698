// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.skyquark.oap.model.NearestName;
import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.runtime.config.Selection.Selected;

/** Turns a file and the values of variables and overrides into the effective configuration, and finds everything that is wrong on the way. */
public final class ConfigurationLoad {

    private static final Pattern OWN_VARIABLE = Pattern.compile("SW_[A-Z0-9_]+");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)");

    private final ConfigurationSchema schema;
    private final ConfigurationFile file;
    private final ConfigurationValues values;
    private final List<ConfigurationProblem> problems = new ArrayList<>();
    private final Map<String, ProviderSettings> settings = new LinkedHashMap<>();

    private ConfigurationLoad(ConfigurationSchema schema, ConfigurationFile file, ConfigurationValues values) {
        this.schema = schema;
        this.file = file;
        this.values = values;
    }

    /**
     * @param configuration complete only where there are no problems
     * @param doubts looks for what {@link #warnings()} returns, which a start need not wait for
     */
    public record Outcome(OapConfiguration configuration, List<ConfigurationProblem> problems, Supplier<List<String>> doubts) {

        /** What is to be logged at level WARN. */
        public List<String> warnings() {
            return doubts.get();
        }
    }

    public static Outcome load(ConfigurationSchema schema, ConfigurationFile file, ConfigurationValues values) {
        return new ConfigurationLoad(schema, file, values).run();
    }

    private Outcome run() {
        problems.addAll(StructureCheck.of(file, schema));
        var selection = new Selection(schema, file, values, problems);
        selection.selected().forEach(this::resolve);
        override();
        var modules = selection.selected().stream().map(this::module).toList();
        return new Outcome(new OapConfiguration(modules, selection.switches()), List.copyOf(problems), this::warnings);
    }

    private void resolve(Selected one) {
        var resolved = new ProviderSettings(one.prefix(), one.known(), values, problems);
        one.provider().settings().forEach(resolved::add);
        resolved.addOverrides();
        settings.put(one.prefix(), resolved);
    }

    private OapConfiguration.Module module(Selected one) {
        return new OapConfiguration.Module(one.module().name(), one.provider().name(), Collections.unmodifiableMap(settings.get(one.prefix()).asMap()));
    }

    /** Entries of nested blocks can be set as well, and a name that nothing knows is a mistake. */
    private void override() {
        values.names().stream().filter(name -> schema.modules().containsKey(name.substring(0, Math.max(0, name.indexOf('.'))))).sorted().forEach(name -> {
            int module = name.indexOf('.');
            int provider = name.indexOf('.', module + 1);
            var known = provider < 0 ? null : schema.provider(name.substring(0, module), name.substring(module + 1, provider));
            if (known != null && known.reason().isEmpty() && !known.keys().containsKey(name.substring(provider + 1))) {
                overrideOrReport(name.substring(0, provider + 1), name.substring(provider + 1), known, values.override(name));
            }
        });
    }

    private void overrideOrReport(String prefix, String key, ConfigurationSchema.Provider known, ConfigurationValues.Value value) {
        int dot = key.indexOf('.');
        // The environment says no more than that letters and separators fit, and other software may use the name.
        if (value == null || value.environment()) {
            return;
        }
        if (dot > 0 && known.keys().get(key.substring(0, dot)) == KeyType.BLOCK) {
            if (settings.containsKey(prefix)) {
                settings.get(prefix).overrideEntry(key.substring(0, dot), key.substring(dot + 1), value);
            }
        } else if (key.indexOf('-') < 0) {
            // With a dash it is the name of a dynamic configuration, such as core.default.endpoint-name-grouping.
            problems.add(new ConfigurationProblem(value.origin(), 0, 0, "CONFIG_KEY", StructureCheck.unknownKey(prefix, key, known)));
        }
    }

    /** Other software has SW_ variables too, agents first of all, so only what looks like one of ours is worth a word. */
    private List<String> warnings() {
        var candidates = values.names().stream().filter(name -> name.startsWith("SW_") && !name.startsWith("SW_AGENT_") && OWN_VARIABLE.matcher(name).matches())
            .collect(Collectors.toCollection(TreeSet::new));
        if (candidates.isEmpty()) {
            return List.of();
        }
        var known = variables();
        candidates.removeAll(known);
        var warnings = new ArrayList<String>();
        for (var name : candidates) {
            var nearest = NearestName.of(name, known, 2);
            if (nearest != null) {
                warnings.add("Variable " + name + " is set, but nothing reads it; did you mean " + nearest + "?");
            }
        }
        return warnings;
    }

    /** The names in all placeholders of the file. */
    private Set<String> variables() {
        var known = new TreeSet<String>();
        for (var module : file.modules()) {
            var texts = new ArrayList<String>();
            if (module.selector() != null) {
                texts.add(module.selector().text());
            }
            module.providers().forEach(provider -> provider.settings().forEach(setting -> {
                texts.add(setting.text());
                if (setting.block() != null) {
                    setting.block().forEach(inner -> texts.add(inner.text()));
                }
            }));
            texts.stream().filter(text -> text != null).forEach(text -> VARIABLE.matcher(text).results().forEach(found -> known.add(found.group(1))));
        }
        return known;
    }
}

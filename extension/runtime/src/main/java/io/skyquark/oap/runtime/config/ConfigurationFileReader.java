// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

import io.skyquark.oap.runtime.config.ConfigurationFile.ModuleBlock;
import io.skyquark.oap.runtime.config.ConfigurationFile.ProviderBlock;
import io.skyquark.oap.runtime.config.ConfigurationFile.Setting;
import io.skyquark.oap.runtime.config.ConfigurationProblem.Origin;

/** Reads an {@code application.yml}: values as upstream's loader sees them, and the position of every key. */
public final class ConfigurationFileReader {

    static final String SELECTOR = "selector";
    private static final int DEEPEST = 4;

    private final String name;
    private final Map<String, Origin> positions = new HashMap<>();
    private final List<ConfigurationProblem> problems = new ArrayList<>();

    private ConfigurationFileReader(String name) {
        this.name = name;
    }

    /** The file as far as it can be read, and what is wrong with its shape. */
    public record Result(ConfigurationFile file, List<ConfigurationProblem> problems) {
    }

    public static Result read(String name, String text) {
        var reader = new ConfigurationFileReader(name);
        return new Result(new ConfigurationFile(name, reader.modules(text)), List.copyOf(reader.problems));
    }

    private List<ModuleBlock> modules(String text) {
        var modules = new ArrayList<ModuleBlock>();
        try {
            var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            locate(yaml.compose(new StringReader(text)), "", 1);
            Object content = yaml.load(text);
            if (content instanceof Map<?, ?> map) {
                map.forEach((module, value) -> addModule(modules, String.valueOf(module), value));
            } else if (content != null) {
                problem(new Origin(name, 1, 1), "the file must be a block of modules");
            }
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            problem(mark == null ? Origin.of(name) : new Origin(name, mark.getLine() + 1, mark.getColumn() + 1), e.getProblem());
        } catch (YAMLException e) {
            problem(Origin.of(name), e.getMessage());
        }
        return modules;
    }

    private void locate(Node node, String path, int depth) {
        if (!(node instanceof MappingNode mapping) || depth > DEEPEST) {
            return;
        }
        for (var tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                var mark = key.getStartMark();
                var own = path + "\n" + key.getValue();
                positions.put(own, new Origin(name, mark.getLine() + 1, mark.getColumn() + 1));
                locate(tuple.getValueNode(), own, depth + 1);
            }
        }
    }

    /** A key that came in through a merge has no position of its own and takes that of the block around it. */
    private Origin at(String... path) {
        for (int length = path.length; length > 0; length--) {
            var found = positions.get("\n" + String.join("\n", List.of(path).subList(0, length)));
            if (found != null) {
                return found;
            }
        }
        return Origin.of(name);
    }

    private void addModule(List<ModuleBlock> modules, String module, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            problem(at(module), "module '" + module + "' must be a block with its providers");
            return;
        }
        Setting selector = null;
        var providers = new ArrayList<ProviderBlock>();
        for (var entry : map.entrySet()) {
            var provider = String.valueOf(entry.getKey());
            if (provider.equals(SELECTOR)) {
                selector = new Setting(SELECTOR, at(module, SELECTOR), entry.getValue() == null ? "" : String.valueOf(entry.getValue()), null);
            } else if (entry.getValue() == null) {
                providers.add(new ProviderBlock(provider, at(module, provider), List.of()));
            } else if (entry.getValue() instanceof Map<?, ?> settings) {
                providers.add(new ProviderBlock(provider, at(module, provider), settings(settings, module, provider)));
            } else {
                problem(at(module, provider), "provider '" + module + "." + provider + "' must be a block of settings");
            }
        }
        modules.add(new ModuleBlock(module, at(module), selector, providers));
    }

    private List<Setting> settings(Map<?, ?> map, String module, String provider) {
        var settings = new ArrayList<Setting>();
        map.forEach((name, value) -> {
            var key = String.valueOf(name);
            var block = value instanceof Map<?, ?> nested ? nested(nested, module, provider, key) : null;
            settings.add(new Setting(key, at(module, provider, key), block != null || value == null ? null : String.valueOf(value), block));
        });
        return settings;
    }

    private List<Setting> nested(Map<?, ?> map, String module, String provider, String key) {
        var block = new ArrayList<Setting>();
        map.forEach((name, value) -> {
            var at = at(module, provider, key, String.valueOf(name));
            if (value instanceof Map) {
                problem(at, "'" + module + "." + provider + "." + key + "." + name + "' is nested too deep: one level below a key is the limit");
            } else {
                block.add(new Setting(String.valueOf(name), at, value == null ? null : String.valueOf(value), null));
            }
        });
        return block;
    }

    private void problem(Origin at, String message) {
        problems.add(ConfigurationProblem.at(at, "CONFIG_SYNTAX", message));
    }
}

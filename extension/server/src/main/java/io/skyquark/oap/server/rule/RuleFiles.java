// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.io.FileNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.skywalking.oap.meter.analyzer.prometheus.rule.Rule;
import org.apache.skywalking.oap.server.analyzer.provider.meter.config.MeterConfig;
import org.apache.skywalking.oap.server.core.UnexpectedException;
import org.apache.skywalking.oap.server.library.module.ModuleStartException;
import org.apache.skywalking.oap.server.receiver.zabbix.provider.config.ZabbixConfig;

import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.resource.OapResources;
import io.skyquark.oap.server.rule.mal.MalFile;

/**
 * Takes the place of upstream's three loaders of MAL files: which files are wanted is decided at start as ever, what they say comes from their compiled
 * classes. Files come in the order of their names, where upstream takes the order of the file system.
 */
public final class RuleFiles {

    private RuleFiles() {
    }

    /**
     * The rule files below a folder that any of the patterns selects; a pattern is a glob over the name relative to the folder, with or without its extension
     * and a leading slash. Unlike upstream, a file may be selected by several patterns and a pattern may be there twice.
     *
     * @throws UnexpectedException if a pattern selects nothing
     */
    public static List<Rule> loadRules(String path, List<String> enabledRules) {
        OwnRules.warn(path);
        Map<String, PathMatcher> patterns = new HashMap<>();
        for (var rule : enabledRules) {
            var pattern = pattern(rule.trim());
            patterns.put(pattern, FileSystems.getDefault().getPathMatcher("glob:" + pattern));
        }
        Set<String> matched = new HashSet<>();
        var rules = filesBelow(path).filter(name -> isSelected(name, patterns, matched) && !isHidden(name))
            .map(name -> mal(path, name)).filter(Objects::nonNull)
            .map(file -> RuleBeans.rule(file, withoutExtension(file.info().file().substring(path.length() + 1)))).toList();
        var missing = patterns.keySet().stream().filter(pattern -> !matched.contains(pattern)).toList();
        if (!missing.isEmpty()) {
            throw new UnexpectedException("Some configuration files of enabled rules are not found, enabled rules: " + missing);
        }
        return rules;
    }

    private static String pattern(String rule) {
        var relative = rule.startsWith("/") ? rule.substring(1) : rule;
        return relative.endsWith(".yaml") || relative.endsWith(".yml") ? relative : relative + "{.yaml,.yml}";
    }

    private static boolean isSelected(String name, Map<String, PathMatcher> patterns, Set<String> matched) {
        boolean selected = false;
        for (var pattern : patterns.entrySet()) {
            if (pattern.getValue().matches(Path.of(name))) {
                matched.add(pattern.getKey());
                selected = true;
            }
        }
        return selected;
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".", name.lastIndexOf('/') + 1);
    }

    /** The files of a folder whose names without extension are in the list; names that are not there are passed over, as upstream does. */
    public static List<MeterConfig> loadConfig(String path, List<String> fileNames) throws ModuleStartException {
        return named(path, fileNames, "Load meter configs failed").stream().map(RuleBeans::meterConfig).toList();
    }

    /** As {@link #loadConfig}, for Zabbix. */
    public static List<ZabbixConfig> loadConfigs(String path, List<String> fileNames) throws ModuleStartException {
        return named(path, fileNames, "Load zabbix configs failed").stream().map(RuleBeans::zabbixConfig).toList();
    }

    private static List<MalFile> named(String path, List<String> fileNames, String failure) throws ModuleStartException {
        if (fileNames == null || fileNames.isEmpty()) {
            return List.of();
        }
        OwnRules.warn(path);
        if (filesBelow(path).findAny().isEmpty()) {
            throw new ModuleStartException(failure, new FileNotFoundException("path not found: " + path));
        }
        return filesBelow(path).filter(name -> name.indexOf('/') < 0 && fileNames.contains(withoutExtension(name)))
            .map(name -> mal(path, name)).filter(Objects::nonNull).toList();
    }

    private static String withoutExtension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Names relative to the folder. */
    private static Stream<String> filesBelow(String path) {
        return Arrays.stream(OapRuntime.classes().names(OapResources.FILES)).filter(name -> name.startsWith(path + "/"))
            .map(name -> name.substring(path.length() + 1)).sorted();
    }

    private static MalFile mal(String path, String name) {
        var file = CompiledRules.current().file(path + "/" + name, MalFile.class);
        if (file != null) {
            CompiledRules.current().select(file);
        }
        return file;
    }
}

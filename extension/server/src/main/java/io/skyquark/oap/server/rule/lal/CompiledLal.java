// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.lal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.apache.skywalking.oap.log.analyzer.dsl.DSL;
import org.apache.skywalking.oap.log.analyzer.dsl.spec.filter.FilterSpec;
import org.apache.skywalking.oap.log.analyzer.provider.LALConfig;
import org.apache.skywalking.oap.log.analyzer.provider.LALConfigs;
import org.apache.skywalking.oap.log.analyzer.provider.LogAnalyzerModuleConfig;
import org.apache.skywalking.oap.server.library.module.ModuleManager;
import org.apache.skywalking.oap.server.library.module.ModuleStartException;

import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.rule.CompiledRules;
import io.skyquark.oap.server.rule.OwnRules;

/**
 * Where upstream's log analyzer finds its rules: the bodies of {@code LALConfigs.load} and {@code DSL.of} delegate to the methods of the same name here.
 * Instead of its script a rule carries an id, {@code lal/nginx.yaml#NGINX/nginx-access-log}.
 */
public final class CompiledLal {

    private CompiledLal() {
    }

    /**
     * The rules of the selected files, as upstream selects them.
     *
     * @param path folder of the rule files, relative to the catalog
     * @param files file names without folder and extension
     */
    public static List<LALConfigs> load(String path, List<String> files) throws ModuleStartException {
        if (files == null || files.isEmpty()) {
            return Collections.emptyList();
        }
        if (path == null || path.isBlank()) {
            throw new IllegalArgumentException("path cannot be blank");
        }
        OwnRules.warn(path);
        List<LALConfigs> selected = new ArrayList<>();
        boolean any = false;
        for (var name : OapRuntime.rules().files()) {
            if (name.startsWith(path + "/") && name.indexOf('/', path.length() + 1) < 0) {
                any = true;
                if (files.contains(baseName(name.substring(path.length() + 1)))) {
                    selected.add(configs(name));
                }
            }
        }
        if (!any) {
            throw new ModuleStartException("Failed to load LAL config rules: no rule file of folder " + path + " was compiled into this server");
        }
        return selected;
    }

    private static String baseName(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    private static LALConfigs configs(String name) {
        List<LALConfig> rules = new ArrayList<>();
        for (var rule : file(name).rules()) {
            var config = new LALConfig();
            config.setName(rule.name());
            config.setLayer(rule.layer());
            config.setDsl(name + "#" + id(rule));
            rules.add(config);
        }
        var configs = new LALConfigs();
        configs.setRules(rules);
        return configs;
    }

    private static String id(LalFile.Rule rule) {
        return rule.layer() + "/" + rule.name();
    }

    private static LalFile file(String name) {
        return CompiledRules.current().file(name, LalFile.class);
    }

    /** The rule of an id, with a filter of its own. */
    public static DSL of(ModuleManager manager, LogAnalyzerModuleConfig config, String dsl) throws ModuleStartException {
        int end = dsl.indexOf('#');
        var file = end < 0 ? null : file(dsl.substring(0, end));
        var rules = file == null ? new LalFile.Rule[0] : file.rules();
        for (int i = 0; i < rules.length; i++) {
            if (id(rules[i]).equals(dsl.substring(end + 1))) {
                var filter = new FilterSpec(manager, config);
                var script = new LalScript(file, i);
                script.setDelegate(filter);
                return ((LalFactory) OapRuntime.rules().access()).dsl(script, filter);
            }
        }
        throw new ModuleStartException("No rule of this id was compiled into this server: " + dsl.lines().findFirst().orElse(""));
    }
}

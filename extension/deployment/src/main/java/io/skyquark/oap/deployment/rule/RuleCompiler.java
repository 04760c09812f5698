// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.List;
import java.util.Set;

import io.skyquark.oap.deployment.rule.hierarchy.HierarchyCompiler;
import io.skyquark.oap.deployment.rule.lal.LalCompiler;
import io.skyquark.oap.deployment.rule.mal.MalCompiler;

/** Compiles rule files of every kind; where a file lies says what it is, as in upstream's configuration folder. */
public final class RuleCompiler {

    private static final List<String> MAL_FOLDERS = List.of("otel-rules/", "meter-analyzer-config/", "envoy-metrics-rules/", "log-mal-rules/", "telegraf-rules/",
        "zabbix-rules/");
    private static final String LAL_FOLDER = "lal/";

    private final Set<String> functions;
    private MalCompiler mal;
    private LalCompiler lal;
    private HierarchyCompiler hierarchy;

    /** @param functions names of the meter functions that upstream has */
    public RuleCompiler(Set<String> functions) {
        this.functions = functions;
    }

    /** Whether a file of the catalog is a rule file of MAL, LAL or the hierarchy. */
    public static boolean isRuleFile(String file) {
        return file.equals(HierarchyCompiler.FILE)
            || (file.endsWith(".yaml") || file.endsWith(".yml")) && (file.startsWith(LAL_FOLDER) || MAL_FOLDERS.stream().anyMatch(file::startsWith));
    }

    /** @param file name relative to the catalog folder, one of those that {@link #isRuleFile} accepts */
    public CompiledFile compile(String file, String text) {
        // Each kind has a parser of its own, and most dev reloads need none but one of them.
        if (file.equals(HierarchyCompiler.FILE)) {
            if (hierarchy == null) {
                hierarchy = new HierarchyCompiler();
            }
            return hierarchy.compile(file, text);
        }
        if (file.startsWith(LAL_FOLDER)) {
            if (lal == null) {
                lal = new LalCompiler();
            }
            return lal.compile(file, text);
        }
        if (mal == null) {
            mal = new MalCompiler(functions);
        }
        return mal.compile(file, text);
    }
}

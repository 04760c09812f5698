// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.Set;

import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.rule.exchange.RuleEngine;
import io.skyquark.oap.deployment.rule.hierarchy.HierarchyCompiler;
import io.skyquark.oap.deployment.rule.lal.LalCompiler;
import io.skyquark.oap.deployment.rule.mal.MalCompiler;

/** Compiles rule files of every kind; where a file lies says what it is, as in upstream's configuration folder. */
public final class RuleCompiler implements RuleEngine {

    private final Set<String> functions;
    private MalCompiler mal;
    private LalCompiler lal;
    private HierarchyCompiler hierarchy;

    /** @param functions names of the meter functions that upstream has */
    public RuleCompiler(Set<String> functions) {
        this.functions = functions;
    }

    @Override
    public CompiledFile compile(String file, String text) {
        // Each kind has a parser of its own, and most dev reloads need none but one of them.
        if (file.equals(RuleFolders.HIERARCHY)) {
            if (hierarchy == null) {
                hierarchy = new HierarchyCompiler();
            }
            return hierarchy.compile(file, text);
        }
        if (file.startsWith(RuleFolders.LAL)) {
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

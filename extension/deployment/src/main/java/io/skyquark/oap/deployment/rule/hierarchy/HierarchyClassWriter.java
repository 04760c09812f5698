// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.hierarchy;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.skyquark.oap.deployment.rule.gen.RuleClass;
import io.skyquark.oap.deployment.rule.gen.RuleTypes;
import io.skyquark.oap.deployment.rule.gen.StatementWriter;
import io.skyquark.oap.deployment.rule.gen.ValueWriter;
import io.skyquark.oap.deployment.rule.hierarchy.HierarchyCompiler.MatchingRule;

/** Writes the class of the hierarchy definition. */
final class HierarchyClassWriter {

    private static final ClassDesc FILE = ClassDesc.of("io.skyquark.oap.server.rule.HierarchyFile");

    private HierarchyClassWriter() {
    }

    static void write(Gizmo gizmo, String className, List<String> relations, Map<String, Integer> levels, Map<String, MatchingRule> rules) {
        List<String> levelTexts = new ArrayList<>();
        levels.forEach((layer, level) -> levelTexts.addAll(List.of(layer, String.valueOf(level))));
        List<String> ruleTexts = new ArrayList<>();
        rules.forEach((name, rule) -> ruleTexts.addAll(List.of(name, rule.text())));
        RuleClass.write(gizmo, className, FILE, HierarchyCompiler.FILE, false, file -> {
            var type = file.type();
            var closures = file.closures();
            closures.use(new StatementWriter(new ValueWriter(closures, file.constants()), RuleTypes.OBJECT));
            var compiled = rules.values().stream().map(rule -> closures.constant(rule.closure().closure())).toList();
            closures.writeCall();
            texts(type, "relations", relations);
            texts(type, "levels", levelTexts);
            texts(type, "rules", ruleTexts);
            type.method("rule", method -> {
                method.public_();
                method.returning(RuleTypes.CLOSURE);
                var number = method.parameter("rule", int.class);
                method.body(block -> block.switch_(number, cases -> {
                    for (int i = 0; i < compiled.size(); i++) {
                        var closure = compiled.get(i);
                        cases.caseOf(i, found -> found.return_(closure));
                    }
                    cases.default_(unknown -> unknown.throw_(IllegalArgumentException.class, "no such rule"));
                }));
            });
        });
    }

    private static void texts(ClassCreator type, String name, List<String> texts) {
        type.method(name, method -> {
            method.public_();
            method.returning(RuleTypes.STRINGS);
            method.body(block -> block.return_(block.newArray(RuleTypes.STRING, texts,
                text -> text == null ? Const.ofNull(RuleTypes.STRING) : Const.of(text))));
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.quarkus.gizmo2.Gizmo;
import io.skyquark.oap.deployment.rule.exchange.CompiledClass;
import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.RuleNames;
import io.skyquark.oap.deployment.rule.front.Lowering;
import io.skyquark.oap.deployment.rule.ir.Rule;
import io.skyquark.oap.deployment.rule.yaml.SourceText;

/** Compiles LAL files: text to checked syntax tree to IR to a class; every problem of a file is found before it gives up. */
public final class LalCompiler {

    private final LalParser parser = new LalParser();

    /** @param file name relative to the catalog folder */
    public CompiledFile compile(String file, String text) {
        var findings = new Findings();
        List<LalClassWriter.Compiled> rules = new ArrayList<>();
        Set<String> methods = new HashSet<>();
        for (var source : LalFileReader.read(text, findings)) {
            findings.rule(source.name());
            var method = RuleNames.unique(source.name(), methods);
            var script = new SourceText().add(source.script());
            var dialect = new LalDialect();
            var body = parser.compile(script, findings, statements -> {
                LalAssignments.check(statements, script, findings);
                var lowered = new Lowering(dialect, script, findings, method).script(statements);
                dialect.groups().check(findings);
                return lowered;
            });
            if (body != null) {
                rules.add(new LalClassWriter.Compiled(source.name(), source.layer(), new Rule(method, body)));
            }
        }
        if (!findings.isEmpty() || rules.isEmpty()) {
            return CompiledFile.refused(file, findings.all());
        }
        var className = RuleNames.className(file);
        List<CompiledClass> classes = new ArrayList<>();
        new LalClassWriter(file, rules).write(
            Gizmo.create((name, bytes) -> classes.add(CompiledClass.of(name, bytes))), className);
        return new CompiledFile(file, className, classes, rules.size(), List.of(), List.of());
    }
}

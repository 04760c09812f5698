// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import static io.skyquark.oap.deployment.rule.CaseTable.State.FAILED;
import static io.skyquark.oap.deployment.rule.CaseTable.State.PASSED;
import static io.skyquark.oap.deployment.rule.CaseTable.State.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.deployment.rule.CaseTable;
import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.rule.exchange.Finding;
import io.skyquark.oap.deployment.rule.OracleFolder;
import io.skyquark.oap.server.rule.mal.MalFile;

/**
 * Upstream's script cases for MAL, of whatever version: what decides is what Groovy gives for the same text and input. {@code -Doracle.dir} names another
 * folder of cases. A rule that we refuse passes for refused only where Groovy refuses it, too.
 */
class ScriptCasesTest {

    private final Set<String> functions = GroovyMal.functions();
    private final MalCompiler compiler = new MalCompiler(functions);
    private final CaseTable table = new CaseTable("MAL cases");

    @BeforeAll
    static void boot() {
        GroovyMal.boot();
        CompiledMal.boot();
    }

    @AfterAll
    static void shutDown() {
        CompiledMal.shutDown();
        GroovyMal.shutDown();
    }

    @Test
    void everyCaseIsEqual() {
        for (var each : OracleFolder.cases("metricPrefix")) {
            var file = MalText.read(MalText.catalogName(each.name()), each.text());
            var compiled = compiler.compile(file.file(), each.text());
            var whole = compiled.className() == null ? null : CompiledMal.load(compiled);
            for (int number = 0; number < file.rules().size(); number++) {
                if (whole != null) {
                    compare(file, number, whole, number, each.data());
                } else {
                    alone(file, number, each.data());
                }
            }
        }
        table.print();
        assertThat(table.rows(FAILED)).isEmpty();
    }

    /** One refused rule of a file must not hide the others. */
    private void alone(MalText file, int number, Map<String, Object> data) {
        var compiled = compiler.compile(file.file(), file.only(number));
        if (compiled.className() != null) {
            compare(file, number, CompiledMal.load(compiled), 0, data);
            return;
        }
        var rule = file.rules().get(number);
        var groovy = groovyRefusal(file, rule);
        table.add(file.file(), rule.name(), groovy == null ? FAILED : REFUSED, "ours: " + findings(compiled) + "; Groovy: " + groovy);
    }

    private static String findings(CompiledFile file) {
        return file.findings().stream().map(Finding::text).collect(Collectors.joining(", "));
    }

    /** Why upstream does not load a rule, or null where it does. */
    private String groovyRefusal(MalText file, MalText.Entry rule) {
        try {
            GroovyMal.filter(file);
            var function = GroovyMal.function(GroovyMal.parse(rule).parse());
            return functions.contains(function) ? null : "no meter function " + function;
        } catch (RuntimeException | Error e) {
            return reason(e);
        }
    }

    /** Upstream's message without the expression, in one line. */
    private static String reason(Throwable e) {
        var message = String.valueOf(e.getMessage()).lines().collect(Collectors.joining(" "));
        return message.substring(message.indexOf(", error:") < 0 ? 0 : message.indexOf(", error:") + ", error:".length());
    }

    private void compare(MalText file, int number, MalFile compiled, int compiledNumber, Map<String, Object> data) {
        var rule = file.rules().get(number);
        BothSides sides;
        try {
            sides = new BothSides(rule, GroovyMal.parse(rule), compiled, compiledNumber);
            sides.context();
        } catch (RuntimeException | Error e) {
            table.add(file.file(), rule.name(), FAILED, "refused by Groovy, but not by us: " + reason(e));
            return;
        }
        var note = data == null || data.get("input") == null ? "no input" : run(file, rule, sides, data);
        table.add(file.file(), rule.name(), sides.difference() == null ? PASSED : FAILED, sides.difference() == null ? note : sides.difference());
    }

    /** @return a remark, for cases whose expected outcome is not the one of this Groovy */
    private static String run(MalText file, MalText.Entry rule, BothSides sides, Map<String, Object> data) {
        var passes = CaseInput.passes(data, rule);
        var outcomes = sides.run(passes);
        if (file.filter() != null) {
            sides.filter(GroovyMal.filter(file), passes.get(passes.size() - 1));
        }
        var expected = CaseInput.expected(data, rule);
        if (expected == null) {
            return "nothing expected";
        }
        var difference = CaseInput.difference(expected, outcomes.get(outcomes.size() - 1), rule.expression().contains("time()"));
        return difference.isEmpty() ? "" : "Groovy of 10.1.0 differs from what the text expects: " + difference;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.skyquark.oap.deployment.rule.mal.MalCompiler;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/**
 * Every broken rule file of {@code rule-problems.txt} gives exactly the problems that stand below it. A case is a line {@code == what is wrong}, the files, and
 * the problems below a line {@code -- problems}. A file stands below a line {@code -- folder/name.yaml}; of a file that is in order but for one expression or
 * its filter only these stand there, below {@code -- exp} or {@code -- filter}.
 */
class RuleProblemsTest {

    private static final String FILE = "otel-rules/vm.yaml";
    /** The expression begins in line 5, column 5. */
    private static final String EXPRESSION = "metricPrefix: meter_vm\nmetricsRules:\n- name: load\n  exp: |-\n    ";
    /** The filter begins in line 3, column 3. */
    private static final String FILTER = "metricPrefix: meter_vm\nfilter: |-\n  ";
    private static final String AFTER_FILTER = "\nmetricsRules:\n- name: load\n  exp: node_load1.service(['host'], Layer.OS_LINUX)\n";
    private static final MalCompiler COMPILER = new MalCompiler(RuleTestFiles.METER_FUNCTIONS);

    record Case(String name, Map<String, String> files, String problems) {
    }

    @TestFactory
    Stream<DynamicTest> brokenRules() {
        return cases().stream().map(broken -> DynamicTest.dynamicTest(broken.name(), () -> assertThat(problems(broken.files())).isEqualTo(broken.problems())));
    }

    @Test
    void textsThatNoClassCanHoldAreRefused() {
        assertThat(problems(Map.of(FILE, expression("node_load1.tagEqual('host', '" + "x".repeat(70_000) + "').service(['host'], Layer.OS_LINUX)"))))
            .isEqualTo("otel-rules/vm.yaml:5:33 - [RULE_SIZE] rule 'load': a text of 70000 bytes is too long, a class holds texts of up to 65535 (shorten it)");
        assertThat(problems(Map.of(FILE, expression("node_load1.tagEqual('host', '" + "名".repeat(22_000) + "').service(['host'], Layer.OS_LINUX)"))))
            .isEqualTo("otel-rules/vm.yaml:5:33 - [RULE_SIZE] rule 'load': a text of 66000 bytes is too long, a class holds texts of up to 65535 (shorten it)");
        assertThat(problems(Map.of(FILE, expression("node_load1" + ".tagEqual('host', 'a')".repeat(100) + ".service(['host'], Layer.OS_LINUX)")))).isEmpty();
        assertThat(problems(Map.of(FILE, expression("node_load1.tagEqual(" + "'host', 'a', ".repeat(6_000)
            + "'host', 'a').service(['host'], Layer.OS_LINUX)"))))
            .isEqualTo("otel-rules/vm.yaml:4:8 - [RULE_SIZE] rule 'load': the expression of 78066 bytes is too long, "
                + "a class holds texts of up to 65535 (shorten it)");
    }

    @Test
    void rulesThatNoMethodCanHoldAreRefused() {
        var statements = "tags.a = tags.b + tags.c;".repeat(2_000);
        assertThat(problems(Map.of(FILE, expression("node_load1.tag({tags -> " + statements + "}).service(['host'], Layer.OS_LINUX)"))))
            .isEqualTo("otel-rules/vm.yaml:4:8 - [RULE_SIZE] rule 'load': the rule is too large for a method of a class (write two rules)");
        assertThat(problems(Map.of(FILE, FILTER + "{tags -> " + statements + "true}" + AFTER_FILTER)))
            .isEqualTo("otel-rules/vm.yaml:2:9 - [RULE_SIZE] the filter is too large for a method of a class (shorten it)");
        var rules = new StringBuilder("metricPrefix: meter_vm\nmetricsRules:\n");
        for (int i = 0; i < 200; i++) {
            rules.append("- {name: load").append(i).append(", exp: \"node_load1.tagEqual(").append("'host', 'a', ".repeat(60)).append("'host', '").append(i)
                .append("').service(['host'], Layer.OS_LINUX)\"}\n");
        }
        assertThat(problems(Map.of(FILE, rules.toString())))
            .isEqualTo("otel-rules/vm.yaml:3:22 - [RULE_SIZE] the 200 rules of the file are too many for one class (split the file)");
    }

    @Test
    void nestingIsLimited() {
        assertThat(problems(Map.of(FILE, expression("node_load1" + ".negative()".repeat(250) + ".service(['host'], Layer.OS_LINUX)"))))
            .isEqualTo("otel-rules/vm.yaml:5:574 - [RULE_CONSTRUCT] rule 'load': the rule is nested too deeply (break it into smaller ones)");
        assertThat(problems(Map.of(FILE, expression("node_load1.tag({tags -> tags.a = " + "[".repeat(250) + "]".repeat(250)
            + "}).service(['host'], Layer.OS_LINUX)"))))
            .isEqualTo("otel-rules/vm.yaml:5:236 - [RULE_CONSTRUCT] rule 'load': the rule is nested too deeply (break it into smaller ones)");
        assertThat(problems(Map.of(FILE, expression("(".repeat(10_000) + "node_load1" + ")".repeat(10_000) + ".service(['host'], Layer.OS_LINUX)"))))
            .isEqualTo("otel-rules/vm.yaml:5:205 - [RULE_CONSTRUCT] rule 'load': the rule is nested too deeply (break it into smaller ones)");
    }

    @Test
    void linesEndInBothWays() {
        var text = "metricPrefix: meter_vm\nmetricsRules:\n- name: load\n  exp: |\n"
            + "    node_load1\n      .tagEqul('host', 'a')\n      .service(['host'], Layer.LINUX)\n";
        var expected = "otel-rules/vm.yaml:6:8 - [MAL_FUNCTION] rule 'load': sample families have no function 'tagEqul' (did you mean 'tagEqual'?)\n"
            + "otel-rules/vm.yaml:7:32 - [RULE_CONSTANT] rule 'load': Layer has no constant 'LINUX'";
        assertThat(problems(Map.of(FILE, text))).isEqualTo(expected);
        assertThat(problems(Map.of(FILE, text.replace("\n", "\r\n")))).isEqualTo(expected);
        assertThat(problems(Map.of(FILE, "\ufeff" + text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node_load1.tagEqual().service(['host'], Layer.OS_LINUX)", "node_load1.tagEqual('host', 'a',).service(['host'], Layer.OS_LINUX)",
        "node_load1.sum(['host']) service(['host'], Layer.OS_LINUX)", "node-load1.service(['host'], Layer.OS_LINUX)",
        "def x = node_load1.service(['host'], Layer.OS_LINUX)",
        "return node_load1.service(['host'], Layer.OS_LINUX);",
        "import java.util.concurrent.TimeUnit\nload.histogram('le', TimeUnit.SECONDS).service(['host'], Layer.OS_LINUX)",
        "node_load1.tag((tags) -> tags.a = (tags.b + '-').trim()).service(['host'], Layer.OS_LINUX)",
        "node_load1.tag { def n = it.a; it.b = n.length() }.service(['host'], Layer.OS_LINUX)",
        "node_load1.sum(['cpu']).max(['host']).service(['host'], Layer.OS_LINUX)"})
    void unusualFormsAreInOrder(String text) {
        assertThat(problems(Map.of(FILE, expression(text)))).isEmpty();
    }

    static String expression(String text) {
        return EXPRESSION + text.strip().replace("\n", "\n    ") + "\n";
    }

    private static String problems(Map<String, String> files) {
        List<ProblemBuildItem> problems = new ArrayList<>();
        new TreeMap<>(files).forEach((file, text) -> COMPILER.compile(file, text).findings().forEach(finding -> problems.add(
            new ProblemBuildItem(finding.code(), file, finding.at().line(), finding.at().column(), finding.text(), finding.hint()))));
        return problems.stream().sorted().map(ProblemBuildItem::describe).collect(joining("\n"));
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (var text : read().split("(?m)^== ")) {
            if (text.startsWith("#") || text.isBlank()) {
                continue;
            }
            var parts = text.split("(?m)^-- ");
            Map<String, String> files = new TreeMap<>();
            for (int i = 1; i < parts.length - 1; i++) {
                add(firstLine(parts[i]), afterFirstLine(parts[i]), files);
            }
            cases.add(new Case(firstLine(parts[0]), files, afterFirstLine(parts[parts.length - 1]).strip()));
        }
        return cases;
    }

    private static void add(String name, String text, Map<String, String> to) {
        switch (name) {
            case "exp" -> to.put(FILE, expression(text));
            case "filter" -> to.put(FILE, FILTER + text.strip().replace("\n", "\n  ") + AFTER_FILTER);
            default -> to.put(name, text);
        }
    }

    private static String firstLine(String text) {
        return text.substring(0, text.indexOf('\n')).strip();
    }

    private static String afterFirstLine(String text) {
        return text.substring(text.indexOf('\n') + 1);
    }

    private static String read() {
        try {
            return Files.readString(Path.of("src/test/resources/rule-problems.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Broken rules and what is said about them. */
class LalProblemsTest {

    /** The script begins in line 5 and column 7 of a file with this head. */
    private static final String HEAD = "rules:\n  - name: r\n    layer: GENERAL\n    dsl: |\n";

    private final LalCompiler compiler = new LalCompiler();

    /** Each case of the table: a title, a script, and line, column, code, message and hint of each problem. */
    @TestFactory
    Stream<DynamicTest> brokenScripts() throws IOException {
        try (var in = LalProblemsTest.class.getResourceAsStream("/lal/problems.txt")) {
            var table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(table.split("(?m)^=== ")).filter(block -> !block.isBlank()).map(block -> {
                int script = block.indexOf('\n') + 1;
                int expected = block.indexOf("\n---\n");
                return DynamicTest.dynamicTest(block.substring(0, script - 1), () ->
                    assertThat(problems(HEAD + block.substring(script, expected + 1).indent(6))).containsExactlyElementsOf(block.substring(expected + 5).lines().toList()));
            });
        }
    }

    private List<String> problems(String file) {
        var compiled = compiler.compile("lal/x.yaml", file);
        assertThat(compiled.className() == null).isEqualTo(!compiled.findings().isEmpty());
        return compiled.findings().stream().map(finding -> finding.at().line() + ":" + finding.at().column() + " " + finding.code() + " " + finding.message()
            + (finding.hint().isEmpty() ? "" : " (" + finding.hint() + ")")).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        rules: [{name: r, layer: GENRAL, dsl: filter { }}]             | 1:26 LAL_FILE there is no layer 'GENRAL' (did you mean 'GENERAL'?)
        rules: [{name: r, layer: GENERAL}]                             | 1:9 LAL_FILE a rule has no 'dsl' (name, layer and dsl are needed)
        rules: [{layer: GENERAL, dsl: filter { }}]                     | 1:9 LAL_FILE a rule has no 'name' (name, layer and dsl are needed)
        rules: [{name: r, dsl: filter { }}]                            | 1:9 LAL_FILE a rule has no 'layer' (name, layer and dsl are needed)
        rules: [{name: r, layer: GENERAL, dsl: ''}]                    | 1:9 LAL_FILE a rule has no 'dsl' (name, layer and dsl are needed)
        rules: [{name: r, layr: GENERAL, dsl: x}]                      | 1:19 RULE_FILE 'layr' is not a key of this place (did you mean 'layer'?)
        rule: []                                                       | 1:1 RULE_FILE 'rule' is not a key of this place (did you mean 'rules'?)
        """)
    void brokenFiles(String file, String first) {
        assertThat(problems(file.replace("filter { }", "'filter { }'")).get(0)).isEqualTo(first);
    }

    @Test
    void ruleOfALayerIsThereOnce() {
        var rule = "  - {name: r, layer: MESH, dsl: 'filter { }'}\n";
        assertThat(problems("rules:\n" + rule + rule)).containsExactly("3:12 LAL_FILE layer MESH has a rule of this name already (give it another name)");
        assertThat(problems("rules:\n" + rule + rule.replace("MESH", "MESH_DP"))).isEmpty();
    }

    @Test
    void allRulesOfAFileAreChecked() {
        var rule = "  - {name: %s, layer: MESH, dsl: 'filter { %s }'}\n";
        var compiled = compiler.compile("lal/x.yaml", "rules:\n" + rule.formatted("a", "extracto { }") + rule.formatted("b", "sink { }") + rule.formatted("c", "sinc { }"));
        assertThat(compiled.findings()).extracting(finding -> finding.text() + " at " + finding.at().line()).containsExactly(
            "rule 'a': there is no statement 'extracto' in 'filter' at 2", "rule 'c': there is no statement 'sinc' in 'filter' at 4");
    }

    @Test
    void emptyFileIsNoProblem() {
        var compiled = compiler.compile("lal/x.yaml", "# nothing\n");
        assertThat(compiled.findings()).isEmpty();
        assertThat(compiled.className()).isNull();
    }

    @Test
    void generatedMethodsAreNamedAfterTheRules() {
        var compiled = compiler.compile("lal/my-nginx.yaml", "rules: [{name: access-log, layer: NGINX, dsl: 'filter { json { } }'}]");
        assertThat(compiled.className()).isEqualTo("io.skyquark.oap.generated.rules.Lal_my_nginx");
        var text = compiled.classes().stream().map(type -> new String(type.bytes(), StandardCharsets.ISO_8859_1)).collect(Collectors.joining());
        assertThat(text).contains("access_log", "access_log_closure1", "my-nginx.yaml");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import static io.skyquark.oap.deployment.rule.CaseTable.State.FAILED;
import static io.skyquark.oap.deployment.rule.CaseTable.State.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.deployment.rule.CaseTable;
import io.skyquark.oap.deployment.rule.OracleFolder;
import io.skyquark.oap.server.rule.mal.MalFile;

/** Every rule and filter of upstream's configuration against Groovy: what is known before the first sample, and what comes of samples. */
class MalOracleTest {

    private static final List<String> FOLDERS = List.of("otel-rules", "meter-analyzer-config", "envoy-metrics-rules", "log-mal-rules", "telegraf-rules",
        "zabbix-rules");
    private static final int RULES = 1083;
    private static final int FILTERS = 24;
    private static final int INPUTS = Integer.getInteger("oracle.random", 40);
    private static final long SEED = 20260731;
    private static final long START = 1_700_000_000_000L;

    private final CaseTable table = new CaseTable("MAL");
    private final Map<Outcome.Kind, Integer> outcomes = new EnumMap<>(Outcome.Kind.class);
    private final Set<String> filters = new HashSet<>();
    private final List<String> unreached = new ArrayList<>();

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
    void everyRuleOfUpstreamIsEqual() {
        var root = OracleFolder.config();
        var compiler = new MalCompiler(GroovyMal.functions());
        for (var folder : FOLDERS) {
            for (var path : OracleFolder.yaml(root.resolve(folder))) {
                var name = root.relativize(path).toString();
                var text = OracleFolder.read(path);
                var rules = MalText.read(name, text);
                var compiled = compiler.compile(name, text);
                assertThat(compiled.findings()).as(name).isEmpty();
                if (rules != null) {
                    compare(rules, CompiledMal.load(compiled));
                }
            }
        }
        assertThat(table.rows(FAILED)).isEmpty();
        assertThat(filters).hasSize(FILTERS);
        assertThat(unreached).as("rules that gave no sample of an entity for any input").isEmpty();
        System.out.printf("%,d of %,d equal; Groovy's outcomes: %s%n", table.rows(PASSED).size(), table.size(), outcomes);
        assertThat(table.rows(PASSED)).hasSize(RULES);
    }

    private void compare(MalText file, MalFile compiled) {
        var filter = GroovyMal.filter(file);
        var inputs = OracleFolder.data("mal/test-" + file.file());
        assertThat(compiled.info().rules()).as(file.file()).isEqualTo(file.rules().size());
        for (int number = 0; number < compiled.info().rules(); number++) {
            var rule = file.rules().get(number);
            var sides = new BothSides(rule, GroovyMal.parse(rule), compiled, number);
            sides.context();
            boolean reached = inputs != null && count(sides.run(CaseInput.passes(inputs)));
            var random = random(file, compiled, number);
            for (int i = 0; i < INPUTS; i++) {
                var passes = random.next(START + i * 7_200_000L);
                reached |= count(sides.run(passes));
                if (filter != null) {
                    sides.filter(filter, passes.get(0));
                }
            }
            if (!reached) {
                unreached.add(rule.metric());
            }
            table.add(file.file(), rule.name(), sides.difference() == null ? PASSED : FAILED, String.valueOf(sides.difference()));
        }
        if (filter != null) {
            filters.add(file.filter());
        }
    }

    private static RandomInputs random(MalText file, MalFile compiled, int number) {
        var info = compiled.rule(number);
        Set<String> labels = new LinkedHashSet<>(Arrays.asList(info.scopeLabels()));
        labels.addAll(Arrays.asList(info.aggregationLabels()));
        if (info.histogram()) {
            labels.add("le");
        }
        return new RandomInputs(new Random(SEED ^ (file.file() + number).hashCode()), List.of(info.samples()), info.histogram(),
            new RuleLabels(labels, info.expression(), file.filter()));
    }

    /** @return whether there were samples of an entity */
    private boolean count(List<Outcome> all) {
        all.forEach(outcome -> outcomes.merge(outcome.kind(), 1, Integer::sum));
        return all.stream().anyMatch(outcome -> !outcome.entities().isEmpty());
    }
}

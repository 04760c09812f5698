// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

/** Mutated rules end in a compiled rule that does what Groovy does, or in problems; what Groovy refuses is refused. */
class LalMutationTest {

    private static final int MUTATIONS = Integer.getInteger("oracle.mutations", 150);
    private static final int LOGS = 10;

    @Test
    void mutatedRulesAreRefusedOrDoWhatGroovyDoes() throws Exception {
        var rules = rules();
        var oracle = new LalOracle();
        long seed = Long.getLong("oracle.seed", 4);
        var mutations = new LalMutations(seed);
        var random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            var rule = rules.get(random.nextInt(rules.size()));
            var script = mutations.next(rule.dsl());
            if (script.isBlank()) {
                continue;
            }
            var pair = oracle.pair(new LalOracle.Rule(rule.name(), rule.layer(), script));
            if (pair.ours() == null) {
                assertThat(pair.compiled().findings()).as(script).isNotEmpty().allSatisfy(finding -> assertThat(finding.at().line()).isPositive());
                continue;
            }
            assertThat(pair.refusal()).as(script).isNull();
            taken++;
            var logs = new LalInputs(script, i, List.of("10.0.0.1 - - [x] \"GET /api HTTP/1.1\" 200 12", "2021/01/01 00:00:00 [error] 1#1: x"));
            for (int log = 0; log < LOGS; log++) {
                var input = log % 2 == 0 ? logs.next() : logs.next("json");
                var outcomes = pair.run(input);
                var expected = new TreeMap<>(outcomes.groovy());
                var actual = new TreeMap<>(outcomes.ours());
                expected.remove("~exception");
                actual.remove("~exception");
                assertThat(actual).as(script).isEqualTo(expected);
            }
        }
        assertThat(taken).isPositive();
    }

    private static List<LalOracle.Rule> rules() throws IOException {
        try (var in = LalMutationTest.class.getResourceAsStream("/lal/features.yaml")) {
            return LalOracle.rules(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

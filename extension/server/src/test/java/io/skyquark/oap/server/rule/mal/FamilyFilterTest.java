// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.function.Function;

import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import groovy.lang.Closure;
import io.skyquark.oap.server.rule.RuleClosure;

/** Filters give what the method of upstream gives whose body they are. */
class FamilyFilterTest {

    private static final Object[] ANSWERS = {true, true, true, true, true, true, false, false, false, null, "true"};

    @BeforeAll
    static void openFamilies() {
        MalFamilies.use(new UpstreamFamilies());
    }

    @AfterAll
    static void closeFamilies() {
        MalFamilies.use(null);
    }

    private static final class Groovy extends Closure<Boolean> {

        private final transient Function<Map<?, ?>, Object> body;

        Groovy(Function<Map<?, ?>, Object> body) {
            super(FamilyFilterTest.class);
            this.body = body;
        }

        public Object doCall(Map<?, ?> labels) {
            return body.apply(labels);
        }
    }

    private static final class Compiled extends RuleClosure<Object> {

        private final Function<Map<?, ?>, Object> body;

        Compiled(Function<Map<?, ?>, Object> body) {
            this.body = body;
        }

        @Override
        protected Object call(Object first, Object second) {
            return body.apply((Map<?, ?>) first);
        }
    }

    @Test
    void keepsWhatUpstreamKeeps() {
        var random = new Random(11);
        var families = new RandomFamilies(random);
        for (var run = 0; run < 2000; run++) {
            var family = families.next("metric", 1_700_000_000_000L);
            var seed = random.nextInt();
            // Most filters answer with Booleans only, some always with the same.
            var answers = run % 5 == 0 ? ANSWERS.length : run % 5 == 1 ? 1 : ANSWERS.length - 2;
            Function<Map<?, ?>, Object> body = labels -> ANSWERS[Math.floorMod(labels.hashCode() * 31 + seed, answers)];
            assertThat(outcome(family, source -> FamilyFilter.filter(source, new Compiled(body))))
                .isEqualTo(outcome(family, source -> source.filter(new Groovy(body))));
        }
    }

    private static BothSides.Outcome outcome(SampleFamily family, Function<SampleFamily, SampleFamily> filter) {
        var copy = RandomFamilies.copy(family);
        var outcome = BothSides.outcome(copy, () -> filter.apply(copy));
        assertThat(copy.samples).isEqualTo(family.samples);
        return outcome;
    }
}

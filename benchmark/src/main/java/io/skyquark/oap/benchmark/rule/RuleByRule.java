// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Measures rule by rule, both sides in turns, so that whatever else the machine does meets both. */
final class RuleByRule {

    static final int PASSES = Integer.getInteger("passes", 11);
    private static final int WARM_UP_SCRAPES = Integer.getInteger("warmup", 2_000);
    private static final int SCRAPES = 50;

    private RuleByRule() {
    }

    /** @param check is given the number of results, so that no run is left out */
    static List<RuleFigures> measure(List<RulePair> pairs, IntConsumer check) {
        List<RuleFigures> figures = new ArrayList<>();
        pairs.forEach(pair -> figures.add(new RuleFigures(pair, PASSES)));
        int results = 0;
        // Over and over the whole list, as a server does: the shared code has seen all rules before any is measured.
        for (int scrapes = 0; scrapes < WARM_UP_SCRAPES; scrapes += SCRAPES) {
            for (var pair : pairs) {
                results += RuleFigures.warmUp(pair, SCRAPES);
            }
        }
        for (int pass = 0; pass < PASSES; pass++) {
            for (var rule : figures) {
                results += rule.measure(pass, SCRAPES);
            }
        }
        check.accept(results);
        return figures;
    }
}

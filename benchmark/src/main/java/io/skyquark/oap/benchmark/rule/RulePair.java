// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.ArrayList;
import java.util.List;

/** One rule on both sides over the same inputs, on which they agree. */
record RulePair(String file, String name, Work groovy, Work compiled) {

    static List<RulePair> of(List<SideRules.Ready> groovy, List<SideRules.Ready> compiled) {
        List<RulePair> pairs = new ArrayList<>();
        for (int i = 0; i < groovy.size(); i++) {
            var expected = groovy.get(i);
            var actual = compiled.get(i);
            if (!expected.outcome().equals(actual.outcome())) {
                throw new IllegalStateException("%s %s differs:%n%s%n%s".formatted(expected.file(), expected.name(), expected.outcome(), actual.outcome()));
            }
            pairs.add(new RulePair(expected.file(), expected.name(), expected.work(), actual.work()));
        }
        return pairs;
    }
}

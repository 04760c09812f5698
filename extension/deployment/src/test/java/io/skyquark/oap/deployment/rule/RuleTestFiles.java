// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.Set;

/** What tests of the rule compilers share. */
final class RuleTestFiles {

    /** Names of upstream's meter functions. */
    static final Set<String> METER_FUNCTIONS = Set.of("avg", "avgLabeled", "avgHistogram", "avgHistogramPercentile", "sum", "sumLabeled", "sumHistogram",
        "sumHistogramPercentile", "sumPerMin", "sumPerMinLabeled", "max", "maxLabeled", "min", "minLabeled", "latest", "latestLabeled");

    private RuleTestFiles() {
    }
}

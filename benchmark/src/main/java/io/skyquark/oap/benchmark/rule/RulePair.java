// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

/** One rule on both sides over the same inputs. */
record RulePair(String file, String metric, Work groovy, Work compiled) {

    Work work(boolean groovySide) {
        return groovySide ? groovy : compiled;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.lal;

import org.apache.skywalking.oap.log.analyzer.dsl.spec.filter.FilterSpec;

import io.skyquark.oap.server.rule.RuleCode;

/** Base of the generated class of a LAL rule file. */
public abstract class LalFile extends RuleCode {

    /** One rule: {@code name}, {@code layer}. */
    public record Rule(String name, String layer) {
    }

    public abstract Rule[] rules();

    /** Runs a rule over the log that is bound to the thread. */
    public abstract void run(int rule, FilterSpec filter);
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.server.core.analysis.meter.function.AcceptableValue;

import io.skyquark.oap.server.rule.RuleClosure;
import io.skyquark.oap.server.rule.RuleCode;

/** Base of the generated class of a MAL rule file. */
public abstract class MalFile extends RuleCode {

    /** Stands for the initial expression of a file, where it has one. */
    public static final int INIT = -1;

    /** What the file says besides its expressions. */
    public abstract MalFileInfo info();

    /** What the build found out about a rule. */
    public abstract MalRuleInfo rule(int rule);

    /** The compiled filter of the file, or null where it has none. */
    public abstract RuleClosure<?> filter();

    /**
     * Runs a rule; the method of the rule itself carries its metric's name.
     *
     * @param rule number of the rule, or {@link #INIT} for the file's initial expression
     */
    public abstract SampleFamily evaluate(int rule, MalInput input);

    /** A new, unnamed instance of the generated meter class of a rule. */
    public abstract AcceptableValue<?> meter(int rule);
}

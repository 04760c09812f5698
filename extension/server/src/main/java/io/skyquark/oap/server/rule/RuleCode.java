// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

/** What the generated class of a rule file is: one method a rule, one a closure, reached by number. */
public abstract class RuleCode {

    /**
     * Runs the body of a closure.
     *
     * @param closure number of the closure in this file
     * @param self gives the delegate and what was captured
     * @param first first argument, null where the caller gave none
     * @param second second argument, null where the caller gave fewer
     */
    public Object call(int closure, CompiledClosure self, Object first, Object second) {
        throw new IllegalArgumentException(getClass().getName() + " has no closure " + closure);
    }

    /** How many parameters a closure declares; a generated class that has closures of two says so here. */
    public int parameters(int closure) {
        return 1;
    }
}

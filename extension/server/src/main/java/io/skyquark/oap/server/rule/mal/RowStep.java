// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

/** A step that looks at one sample at a time, so that several of them share one pass over the samples. */
abstract class RowStep extends MalStep {

    /** Changes the row or drops it; false drops it. */
    abstract boolean accept(Row row);

    /** Whether the step may throw for some samples. */
    boolean throwing() {
        return false;
    }

    /** Whether the step keeps something of a sample: then it must not see a sample if an earlier step throws at a later one. */
    boolean stateful() {
        return false;
    }
}

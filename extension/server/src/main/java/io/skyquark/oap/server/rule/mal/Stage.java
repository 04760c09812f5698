// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;

/** What a planned chain runs one after the other. */
interface Stage {

    /**
     * @param samples at least one, none a NaN; never changed
     * @param context of the family, whose samples per entity an entity function replaces
     * @return the resulting samples, none a NaN; none for the empty family
     */
    Sample[] run(Sample[] samples, RunningContext context);

    /** What happens to the empty family: some steps refuse their arguments even then. */
    default void runEmpty() {
    }
}

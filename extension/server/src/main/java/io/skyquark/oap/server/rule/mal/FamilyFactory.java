// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;

/** Reaches the constructor of {@link SampleFamily}, which upstream keeps private; the implementation is generated. */
public interface FamilyFactory {

    /** The family of exactly these samples: none may be a NaN, and there must be one. */
    SampleFamily family(Sample[] samples, RunningContext context);
}

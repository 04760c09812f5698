// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;

import com.google.common.collect.ImmutableMap;

/** Reaches the constructors of {@link SampleFamily} and {@link Sample}, which upstream does not open; the implementation is generated. */
public interface FamilyFactory {

    /** The family of exactly these samples: none may be a NaN, and there must be one. */
    SampleFamily family(Sample[] samples, RunningContext context);

    /** A sample; {@code timestamp} is in milliseconds. */
    default Sample sample(String name, ImmutableMap<String, String> labels, double value, long timestamp) {
        return Sample.builder().name(name).labels(labels).value(value).timestamp(timestamp).build();
    }
}

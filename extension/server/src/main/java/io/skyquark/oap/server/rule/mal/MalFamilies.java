// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;

import com.google.common.collect.ImmutableMap;

/** Makes sample families and samples; knows the generated {@link FamilyFactory}. */
public final class MalFamilies {

    static final Sample[] NONE = {};
    static final String[] NO_TEXT = {};

    private static volatile FamilyFactory factory;

    private MalFamilies() {
    }

    /** Names the factory; called once at boot, before the first rule runs. */
    public static void use(FamilyFactory familyFactory) {
        factory = familyFactory;
    }

    /** The family of the samples, {@link SampleFamily#EMPTY} if there are none; no sample may be a NaN. */
    static SampleFamily family(Sample[] samples, RunningContext context) {
        if (samples.length == 0) {
            return SampleFamily.EMPTY;
        }
        return factory.family(samples, context != null ? context : RunningContext.builder().defaultHistogramBucketUnit(TimeUnit.SECONDS).build());
    }

    static Sample sample(String name, ImmutableMap<String, String> labels, double value, long timestamp) {
        return factory.sample(name, labels, value, timestamp);
    }

    /** The first samples of an array that was made too long. */
    static Sample[] first(Sample[] samples, int count) {
        return count == samples.length ? samples : count == 0 ? NONE : Arrays.copyOf(samples, count);
    }
}

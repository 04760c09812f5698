// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;

import com.google.common.collect.ImmutableMap;

/** Reaches the constructors of unmodified upstream classes, as the generated factory does in an application. */
final class UpstreamFamilies implements FamilyFactory {

    private static final MethodHandle FAMILY = constructor(SampleFamily.class, Sample[].class, RunningContext.class);
    private static final MethodHandle SAMPLE = constructor(Sample.class, String.class, ImmutableMap.class, double.class, long.class);

    private static MethodHandle constructor(Class<?> type, Class<?>... parameters) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup()).findConstructor(type, MethodType.methodType(void.class, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public SampleFamily family(Sample[] samples, RunningContext context) {
        try {
            return (SampleFamily) FAMILY.invokeExact(samples, context);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Sample sample(String name, ImmutableMap<String, String> labels, double value, long timestamp) {
        try {
            return (Sample) SAMPLE.invokeExact(name, labels, value, timestamp);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;

import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;

/** What upstream makes of a number before an operator; it has no public method for the division. */
final class UpstreamNumbers {

    private static final MethodHandle NEW_VALUE;

    static {
        try {
            NEW_VALUE = MethodHandles.privateLookupIn(SampleFamily.class, MethodHandles.lookup()).findVirtual(SampleFamily.class, "newValue",
                    MethodType.methodType(SampleFamily.class, Function.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private UpstreamNumbers() {
    }

    static SampleFamily div(Number number, SampleFamily family) {
        Function<Double, Double> division = value -> number.doubleValue() / value;
        try {
            return (SampleFamily) NEW_VALUE.invokeExact(family, division);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

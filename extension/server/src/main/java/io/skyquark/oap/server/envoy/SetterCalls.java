// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.envoy;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BiConsumer;

/**
 * What upstream's {@code FieldsHelper} asks for the setters that {@code metadata-service-mapping.yaml} names, in place of {@link LambdaMetafactory}, which
 * generates a class for each.
 */
public final class SetterCalls {

    private SetterCalls() {
    }

    /**
     * The parameters are those of the method that it stands in for.
     *
     * @param setter takes the object and the value
     * @return its target has no parameters and gives the {@link BiConsumer}
     */
    public static CallSite metafactory(MethodHandles.Lookup caller, String name, MethodType factory, MethodType erased, MethodHandle setter, MethodType type) {
        BiConsumer<Object, Object> call = (target, value) -> {
            try {
                setter.invokeWithArguments(target, value);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("cannot set a value of " + target.getClass().getName() + ": " + e.getMessage(), e);
            }
        };
        return new ConstantCallSite(MethodHandles.constant(BiConsumer.class, call));
    }
}

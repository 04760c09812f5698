// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.built;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;

/** Of a native server the constructors without parameters that upstream asks classes for, otherwise nothing; see {@link BuiltStreams}. */
public final class BuiltConstructors {

    private static final Map<Class<?>, Constructor<?>> CONSTRUCTORS = new HashMap<>();

    private BuiltConstructors() {
    }

    /**
     * Reads a class for a native server.
     *
     * @throws IllegalStateException where it has no constructor without parameters
     */
    public static void build(Class<?> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            // A caller's access is checked anew wherever there is another caller than before.
            constructor.setAccessible(true);
            CONSTRUCTORS.put(type, constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type.getName() + " has no constructor without parameters", e);
        }
    }

    /** Takes the place of {@link Class#getDeclaredConstructor} where upstream creates the builder of a metric or the configuration of a module. */
    public static Constructor<?> getDeclaredConstructor(Class<?> type, Class<?>... parameters) throws NoSuchMethodException {
        var built = parameters.length == 0 ? CONSTRUCTORS.get(type) : null;
        return built != null ? built : type.getDeclaredConstructor(parameters);
    }

    /** Takes the place of {@link Class#newInstance()} where upstream creates dispatchers and their sources. */
    @SuppressWarnings("deprecation")
    public static Object newInstance(Class<?> type) throws InstantiationException, IllegalAccessException {
        var built = CONSTRUCTORS.get(type);
        if (built == null) {
            return type.newInstance();
        }
        try {
            return built.newInstance();
        } catch (InvocationTargetException e) {
            return rethrow(e.getCause());
        }
    }

    /** What the constructor throws, checked or not, as the method that this stands in for does. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> Object rethrow(Throwable problem) throws T {
        throw (T) problem;
    }
}

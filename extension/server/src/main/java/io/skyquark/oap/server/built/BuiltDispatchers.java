// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.built;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;

/** Of a native server the sources that dispatchers are declared for, otherwise nothing; see {@link BuiltStreams}. */
public final class BuiltDispatchers {

    private static final Map<Class<?>, Type[]> INTERFACES = new HashMap<>();

    private BuiltDispatchers() {
    }

    /**
     * Reads dispatchers for a native server.
     *
     * @throws IllegalStateException where one, or its source, has no constructor without parameters
     */
    public static void build(Iterable<Class<?>> types) {
        for (var type : types) {
            var interfaces = type.getGenericInterfaces();
            INTERFACES.put(type, interfaces);
            BuiltConstructors.build(type);
            for (var declared : interfaces) {
                if (declared instanceof ParameterizedType dispatcher && dispatcher.getActualTypeArguments()[0] instanceof Class<?> source) {
                    BuiltConstructors.build(source);
                }
            }
        }
    }

    /** Takes the place of {@link Class#getGenericInterfaces()} where upstream looks for the source of a dispatcher. */
    public static Type[] getGenericInterfaces(Class<?> type) {
        var built = INTERFACES.get(type);
        return built != null ? built : type.getGenericInterfaces();
    }
}

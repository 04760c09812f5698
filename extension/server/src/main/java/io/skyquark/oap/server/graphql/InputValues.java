// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Conversions of argument values, called by generated code. As in upstream's server an absent or null value is {@code null} for an object, and zero or
 * false for a primitive.
 */
public final class InputValues {

    private InputValues() {
    }

    public static String string(Object value) {
        return value == null ? null : value.toString();
    }

    public static int primitiveInt(Object value) {
        return value == null ? 0 : ((Number) value).intValue();
    }

    public static long primitiveLong(Object value) {
        return value == null ? 0 : ((Number) value).longValue();
    }

    public static boolean primitiveBoolean(Object value) {
        return value != null && (Boolean) value;
    }

    public static Integer boxedInt(Object value) {
        return value == null ? null : ((Number) value).intValue();
    }

    public static Long boxedLong(Object value) {
        return value == null ? null : ((Number) value).longValue();
    }

    public static Boolean boxedBoolean(Object value) {
        return (Boolean) value;
    }

    public static List<String> strings(Object value) {
        return list(value, InputValues::string);
    }

    public static List<Integer> ints(Object value) {
        return list(value, InputValues::boxedInt);
    }

    /** A list of input objects or enum constants. */
    public static List<Object> list(Object value, InputReader reader, int type) {
        return list(value, element -> reader.read(type, element));
    }

    private static <T> List<T> list(Object value, Function<Object, T> read) {
        if (value == null) {
            return null;
        }
        var elements = (Collection<?>) value;
        List<T> list = new ArrayList<>(elements.size());
        elements.forEach(element -> list.add(read.apply(element)));
        return list;
    }
}

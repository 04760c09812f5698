// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.engine;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** The Java types behind attributes, as upstream's code templates use them. */
final class OalTypes {

    /** Stands for the type of {@code null}, which passes for every reference. */
    static final Class<?> NULL = Void.class;

    private static final Set<Class<?>> NUMBERS = Set.of(byte.class, short.class, char.class, int.class, long.class, float.class, double.class);

    private OalTypes() {
    }

    /** Return type of a public method, or {@code null} where the class has none of that name with these parameters. */
    static Class<?> returned(Class<?> owner, String method, Class<?>... parameters) {
        try {
            return owner.getMethod(method, parameters).getReturnType();
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Type of a public field that the class is known to have. */
    static Class<?> fieldType(Class<?> owner, String field) {
        try {
            return owner.getField(field).getType();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    static String getter(String attribute) {
        return "get" + capital(attribute);
    }

    static String booleanGetter(String attribute) {
        return "is" + capital(attribute);
    }

    private static String capital(String attribute) {
        return attribute.substring(0, 1).toUpperCase() + attribute.substring(1);
    }

    /** Names of all attributes that scripts can read from a type. */
    static Set<String> attributes(Class<?> owner) {
        var names = new TreeSet<String>();
        Arrays.stream(owner.getMethods())
            .filter(method -> method.getParameterCount() == 0 && method.getDeclaringClass() != Object.class)
            .map(Method::getName)
            .map(name -> name.startsWith("get") ? name.substring(3) : name.startsWith("is") ? name.substring(2) : "")
            .filter(name -> !name.isEmpty())
            .forEach(name -> names.add(Character.toLowerCase(name.charAt(0)) + name.substring(1)));
        return names;
    }

    static boolean isNumber(Class<?> type) {
        return NUMBERS.contains(type);
    }

    /** Whether an argument is taken for a method parameter without a cast. */
    static boolean passes(Class<?> argument, Class<?> parameter) {
        if (argument == NULL) {
            return !parameter.isPrimitive();
        }
        if (parameter == int.class) {
            return argument == int.class || argument == short.class || argument == byte.class || argument == char.class;
        }
        return parameter.isPrimitive() || argument.isPrimitive() ? argument == parameter : parameter.isAssignableFrom(argument);
    }

    /** The type in the words of a script's author. */
    static String name(Class<?> type) {
        return type == NULL ? "null" : type.getSimpleName();
    }
}

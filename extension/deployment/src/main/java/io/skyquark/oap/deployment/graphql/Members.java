// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Predicate;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.skyquark.oap.deployment.graphql.ProtocolMapping.Member;

/** Finds the member of a class that upstream's GraphQL library would pick for a field. */
final class Members {

    private final JavaTypes types;

    Members(JavaTypes types) {
        this.types = types;
    }

    /**
     * The members for reading a field. The first of the names {@code x}, {@code isX} (for booleans), {@code getX}, {@code getFieldX} that a method has
     * decides; a class without such a method is read through its field.
     *
     * @param arguments number of arguments that the protocol gives the field
     * @return more than one where overloads make the choice ambiguous, none where nothing fits
     */
    List<Member> readers(ClassInfo type, String field, boolean isBoolean, int arguments) {
        var methods = types.methods(type);
        var capital = capital(field);
        var names = isBoolean ? List.of(field, "is" + capital, "get" + capital, "getField" + capital) : List.of(field, "get" + capital, "getField" + capital);
        for (var name : names) {
            var found = methods.stream().filter(method -> method.name().equals(name) && takes(method, arguments)).map(method -> new Member(method, null)).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return fieldOf(type, field, arguments == 0);
    }

    /** The members for writing a field of an input type: its setter, otherwise the Java field. */
    List<Member> writers(ClassInfo type, String field) {
        Predicate<MethodInfo> isSetter = method -> method.name().equals("set" + capital(field)) && method.parametersCount() == 1;
        var setters = types.methods(type).stream().filter(isSetter).map(method -> new Member(method, null)).toList();
        return setters.isEmpty() ? fieldOf(type, field, true) : setters;
    }

    static boolean takesEnvironment(MethodInfo method) {
        int count = method.parametersCount();
        return count > 0 && method.parameterType(count - 1).name().equals(JavaTypes.ENVIRONMENT);
    }

    private List<Member> fieldOf(ClassInfo type, String name, boolean allowed) {
        var field = allowed ? types.field(type, name) : null;
        return field == null ? List.of() : List.of(new Member(null, field));
    }

    private static boolean takes(MethodInfo method, int arguments) {
        return method.returnType().kind() != Type.Kind.VOID && method.parametersCount() == arguments + (takesEnvironment(method) ? 1 : 0);
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    static boolean isAbstract(ClassInfo type) {
        return Modifier.isAbstract(type.flags());
    }

    static boolean hasPublicDefaultConstructor(ClassInfo type) {
        var constructor = type.method("<init>");
        return constructor != null && Modifier.isPublic(constructor.flags());
    }

    /** Whether the class and everything it is nested in can be named by another package. */
    boolean isReachable(ClassInfo type) {
        for (ClassInfo current = type; current != null; current = enclosing(current)) {
            if (!Modifier.isPublic(current.flags())) {
                return false;
            }
        }
        return true;
    }

    private ClassInfo enclosing(ClassInfo type) {
        DotName outer = type.enclosingClass();
        return outer == null ? null : types.find(outer);
    }
}

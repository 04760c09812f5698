// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/** Upstream's classes as the index shows them: members including inherited ones, and what a collection or a future holds. */
final class JavaTypes {

    static final DotName ENVIRONMENT = DotName.createSimple("graphql.schema.DataFetchingEnvironment");

    private static final Set<DotName> CONTAINERS = Set.of(
        DotName.createSimple("java.util.concurrent.CompletableFuture"), DotName.createSimple("java.util.Collection"),
        DotName.createSimple("java.util.List"), DotName.createSimple("java.util.Set"));

    private final IndexView index;

    JavaTypes(IndexView index) {
        this.index = index;
    }

    IndexView index() {
        return index;
    }

    /** The class of a name, or {@code null} where it is not indexed. */
    ClassInfo find(DotName name) {
        return index.getClassByName(name);
    }

    /** The public instance methods of a class and its superclasses; an overridden method appears once. */
    List<MethodInfo> methods(ClassInfo type) {
        List<MethodInfo> methods = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (var current = type; current != null; current = superclass(current)) {
            for (var method : current.methods()) {
                if (Modifier.isPublic(method.flags()) && !Modifier.isStatic(method.flags())
                    && !method.isSynthetic() && !method.isConstructor() && seen.add(method.name() + method.descriptor())) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    /** The instance field of that name in a class or its superclasses, whatever its visibility, or {@code null}. */
    FieldInfo field(ClassInfo type, String name) {
        for (var current = type; current != null; current = superclass(current)) {
            var field = current.field(name);
            if (field != null && !Modifier.isStatic(field.flags())) {
                return field;
            }
        }
        return null;
    }

    /** The names of all members of a class, for hints. */
    Set<String> memberNames(ClassInfo type) {
        Set<String> names = new TreeSet<>();
        methods(type).forEach(method -> names.add(method.name()));
        type.fields().forEach(field -> names.add(field.name()));
        return names;
    }

    boolean isEnum(DotName name) {
        var type = find(name);
        return type != null && type.isEnum();
    }

    private ClassInfo superclass(ClassInfo type) {
        return type.superName() == null ? null : find(type.superName());
    }

    /** What a future, list, set or collection of a type holds, however deep; any other type is itself. */
    static Type element(Type type) {
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE && CONTAINERS.contains(type.name())) {
            return element(type.asParameterizedType().arguments().get(0));
        }
        if (type.kind() == Type.Kind.WILDCARD_TYPE) {
            return element(type.asWildcardType().extendsBound());
        }
        return type;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/**
 * The classes that JSON of a library's beans consists of, and the methods that Jackson calls on them. A bean of the Kubernetes client can be made a builder of its
 * kind, which is made of classes for each field of each field; they were a twentieth of the image's code, and would be as soon as these methods could be called.
 */
final class LibraryBeans {

    private static final String JACKSON = "com.fasterxml.jackson.";
    private static final DotName IGNORED = DotName.createSimple(JACKSON + "annotation.JsonIgnore");

    private final IndexView index;
    private final Set<String> classes = new TreeSet<>();
    private final List<MethodInfo> called = new ArrayList<>();

    /** @param index has the beans; what it lacks is none of the library's */
    LibraryBeans(IndexView index) {
        this.index = index;
    }

    /** An interface among the types of the fields would bring in all that implement it, and an annotation says what is read in its place. */
    void add(DotName name) {
        var type = index.getClassByName(name);
        if (type == null || type.isInterface() || !classes.add(name.toString())) {
            return;
        }
        type.methods().stream().filter(LibraryBeans::isCalled).forEach(called::add);
        type.fields().stream().filter(field -> !Modifier.isStatic(field.flags())).forEach(field -> add(field.type()));
        if (type.superName() != null) {
            add(type.superName());
        }
    }

    private void add(Type type) {
        switch (type.kind()) {
            case ARRAY -> add(type.asArrayType().elementType());
            case PARAMETERIZED_TYPE -> {
                add(type.name());
                type.asParameterizedType().arguments().forEach(this::add);
            }
            case CLASS -> add(type.name());
            default -> {
                // Primitive types, and variables of which nothing is known.
            }
        }
    }

    /** The getter of properties that a bean does not know is ignored as a property, and called all the same. */
    private static boolean isCalled(MethodInfo method) {
        boolean named = method.annotations().stream().map(annotation -> annotation.name()).anyMatch(name -> name.toString().startsWith(JACKSON) && !name.equals(IGNORED));
        return named || !method.hasAnnotation(IGNORED) && (method.name().startsWith("get") || method.name().startsWith("set") || method.name().startsWith("is"));
    }

    Set<String> classes() {
        return classes;
    }

    List<MethodInfo> called() {
        return called;
    }
}

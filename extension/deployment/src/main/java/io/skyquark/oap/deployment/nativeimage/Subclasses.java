// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

/** The subclasses of upstream whose objects may be in the fields of a type: a JSON library asks the object for its class, not the field. */
final class Subclasses {

    private final IndexView index;
    private final Set<DotName> visited = new HashSet<>();
    private final Set<String> found = new TreeSet<>();

    Subclasses(IndexView index) {
        this.index = index;
    }

    /** Names of the classes, for the fields of the type and of all that these consist of. */
    Set<String> reachableFrom(DotName type) {
        visit(type);
        return found;
    }

    private void visit(DotName name) {
        var info = index.getClassByName(name);
        if (info == null || !UpstreamBytecode.isUpstream(name) || !visited.add(name)) {
            return;
        }
        if (info.superName() != null) {
            visit(info.superName());
        }
        info.fields().stream().filter(field -> !Modifier.isStatic(field.flags()) && !Modifier.isTransient(field.flags())).forEach(field -> visitField(field.type()));
    }

    private void visitField(Type type) {
        switch (type.kind()) {
            case ARRAY -> visitField(type.asArrayType().elementType());
            case PARAMETERIZED_TYPE -> type.asParameterizedType().arguments().forEach(this::visitField);
            // A field of type Object says nothing.
            case CLASS -> {
                if (!UpstreamBytecode.isUpstream(type.name())) {
                    return;
                }
                index.getAllKnownSubclasses(type.name()).stream().filter(subclass -> UpstreamBytecode.isUpstream(subclass.name())).forEach(subclass -> {
                    found.add(subclass.name().toString());
                    visit(subclass.name());
                });
                visit(type.name());
            }
            default -> {
                // Primitive types and type variables hold nothing of upstream's, or it is not known what.
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jboss.jandex.IndexView;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * Classes that upstream or this project looks at by reflection at run time, and why. Any processor produces it; {@code ReflectionProcessor} turns it into the
 * items of Quarkus, and the inventory lists it.
 */
public final class ReflectionBuildItem extends MultiBuildItem {

    /** What is looked at. */
    public enum Access {
        /** The class itself: it is found by name, or its annotations and its generic superclass are read. */
        CLASS,
        /** Instances are created. */
        INSTANCES,
        /** Methods are called by name. */
        METHODS,
        /** The accessors of a protobuf message's fields are called by name, as generated code names them. */
        ACCESSORS,
        /** Annotations of fields are read, and instances are created. */
        INSTANCES_AND_FIELDS,
        /** Fields, getters and setters, constructors, and the same for the types of the fields: what JSON and YAML libraries do. */
        CONTENT
    }

    private final List<String> classNames;
    private final Access access;
    private final String reason;
    private final IndexView index;

    /** @param reason why, without a full stop, for example {@code upstream creates the storage builder of a stream} */
    public ReflectionBuildItem(Collection<String> classNames, Access access, String reason) {
        this(classNames, access, reason, null);
    }

    private ReflectionBuildItem(Collection<String> classNames, Access access, String reason, IndexView index) {
        this.classNames = List.copyOf(classNames);
        this.access = access;
        this.reason = reason;
        this.index = index;
    }

    /** @param index has the class and the types of its fields, where the index of the application has not */
    public ReflectionBuildItem(String className, Access access, String reason, IndexView index) {
        this(List.of(className), access, reason, index);
    }

    public ReflectionBuildItem(String className, Access access, String reason) {
        this(List.of(className), access, reason);
    }

    public List<String> classNames() {
        return classNames;
    }

    public Access access() {
        return access;
    }

    public String reason() {
        return reason;
    }

    /** The index that has the class, where it is not the application's. */
    public Optional<IndexView> index() {
        return Optional.ofNullable(index);
    }
}

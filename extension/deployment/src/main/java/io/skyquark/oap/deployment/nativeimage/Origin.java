// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.Set;
import java.util.TreeSet;

import org.objectweb.asm.tree.analysis.Value;

/**
 * Where a value of a method comes from.
 *
 * @param size 1, or 2 for {@code long} and {@code double}
 * @param types class names, with dots, that it may be declared as
 * @param constants class names of the {@code Foo.class} that it may be
 * @param parameters slots of the parameters of the method that it may be
 */
record Origin(int size, Set<String> types, Set<String> constants, Set<Integer> parameters) implements Value {

    static final Origin ONE = new Origin(1, Set.of(), Set.of(), Set.of());
    static final Origin TWO = new Origin(2, Set.of(), Set.of(), Set.of());

    static Origin typed(String className) {
        return new Origin(1, Set.of(className), Set.of(), Set.of());
    }

    static Origin constant(String className) {
        return new Origin(1, Set.of(), Set.of(className), Set.of());
    }

    Origin parameter(int slot) {
        return new Origin(size, types, constants, Set.of(slot));
    }

    /** The same, declared as more types. */
    Origin with(Set<String> more) {
        return more.isEmpty() ? this : new Origin(size, union(types, more), constants, parameters);
    }

    /** A value that is either this or the other. */
    Origin or(Origin other) {
        if (equals(other)) {
            return this;
        }
        return new Origin(Math.min(size, other.size), union(types, other.types), union(constants, other.constants), union(parameters, other.parameters));
    }

    private static <T extends Comparable<T>> Set<T> union(Set<T> one, Set<T> other) {
        if (one.containsAll(other)) {
            return one;
        }
        var all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    @Override
    public int getSize() {
        return size;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.scan;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

import com.google.common.collect.ImmutableSet;

import io.skyquark.oap.server.OapRuntime;

/** One class that a scan of upstream visits; in the shape of Guava's {@code ClassPath.ClassInfo}, which it stands for. */
public final class ScannedClass {

    private final Class<?> type;

    private ScannedClass(Class<?> type) {
        this.type = type;
    }

    public Class<?> load() {
        return type;
    }

    /** The classes of some keys of the class catalog, all of which augmentation must have seen. */
    static ImmutableSet<ScannedClass> listed(String... keys) {
        // A class may carry several annotations, and upstream visits it once.
        Set<Class<?>> classes = new LinkedHashSet<>();
        for (var key : keys) {
            var listed = OapRuntime.classes().classes(key);
            if (listed == null) {
                throw new IllegalStateException("augmentation did not list the classes of " + key);
            }
            classes.addAll(Arrays.asList(listed));
        }
        return classes.stream().map(ScannedClass::new).collect(ImmutableSet.toImmutableSet());
    }
}

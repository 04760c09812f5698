// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexView;

/** Finds classes in the index, and those of artifacts that are not indexed, Armeria and protobuf, by their class files. */
final class ClassFiles {

    private static final DotName MESSAGE = DotName.createSimple("com.google.protobuf.Message");
    private static final DotName ABSTRACT_MESSAGE = DotName.createSimple("com.google.protobuf.AbstractMessage");

    private final IndexView index;
    private final Map<DotName, ClassInfo> read = new HashMap<>();

    ClassFiles(IndexView index) {
        this.index = index;
    }

    /** The class, or {@code null} where it is not on the class path. */
    ClassInfo find(DotName name) {
        var indexed = index.getClassByName(name);
        return indexed != null ? indexed : read.computeIfAbsent(name, ClassFiles::readClass);
    }

    /** Whether the class is a generated protobuf message. */
    boolean isMessage(DotName name) {
        for (var current = name; current != null;) {
            if (current.equals(MESSAGE) || current.equals(ABSTRACT_MESSAGE)) {
                return true;
            }
            var found = find(current);
            current = found == null ? null : found.superName();
        }
        return false;
    }

    private static ClassInfo readClass(DotName name) {
        var file = name.toString().replace('.', '/') + ".class";
        try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
            return in == null ? null : Index.singleClass(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

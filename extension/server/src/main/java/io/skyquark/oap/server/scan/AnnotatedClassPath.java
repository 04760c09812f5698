// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.scan;

import java.lang.annotation.Annotation;
import java.util.Arrays;

import org.apache.skywalking.oap.server.core.analysis.Disable;
import org.apache.skywalking.oap.server.core.analysis.MultipleDisable;
import org.apache.skywalking.oap.server.core.analysis.Stream;
import org.apache.skywalking.oap.server.core.source.ScopeDeclaration;

import com.google.common.collect.ImmutableSet;

import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.server.OapRuntime;

/**
 * What upstream's {@code AnnotationScan} sees as the class path, in the shape of Guava's {@code ClassPath}: the classes that carry any annotation that a
 * listener listens for. The scan itself picks those of its own listeners and sorts them.
 */
public final class AnnotatedClassPath {

    private AnnotatedClassPath() {
    }

    public static AnnotatedClassPath from(ClassLoader loader) {
        return new AnnotatedClassPath();
    }

    public ImmutableSet<ScannedClass> getTopLevelClassesRecursive(String packageName) {
        return ScannedClass.listed(
            ClassCatalog.annotatedWith(Disable.class.getName()),
            ClassCatalog.annotatedWith(MultipleDisable.class.getName()),
            ClassCatalog.annotatedWith(ScopeDeclaration.class.getName()),
            ClassCatalog.annotatedWith(Stream.class.getName()));
    }

    /** Takes the place of {@link Class#isAnnotationPresent} for the classes above. */
    public static boolean isAnnotationPresent(Class<?> type, Class<? extends Annotation> annotation) {
        var annotated = OapRuntime.classes().classes(ClassCatalog.annotatedWith(annotation.getName()));
        return annotated != null ? Arrays.asList(annotated).contains(type) : type.isAnnotationPresent(annotation);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.scan;

import java.util.List;

import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/** Answers from the index what upstream asks the class path for: its top-level classes, in the order in which its scans announce them. */
public final class UpstreamClasses {

    private static final String BELOW = "org.apache.skywalking.";

    private UpstreamClasses() {
    }

    /**
     * Names of the top-level classes of upstream that carry an annotation themselves, sorted. None of upstream's scanned annotations is inherited, and
     * a nested class is invisible to its scans.
     */
    public static List<String> annotatedWith(IndexView index, String annotation) {
        return index.getAnnotations(DotName.createSimple(annotation)).stream()
            .filter(instance -> instance.target().kind() == AnnotationTarget.Kind.CLASS)
            .map(instance -> instance.target().asClass())
            .filter(UpstreamClasses::isScanned)
            .map(type -> type.name().toString())
            .distinct().sorted().toList();
    }

    /** Names of the concrete top-level classes of upstream that implement an interface, sorted. */
    public static List<String> implementing(IndexView index, String type) {
        return index.getAllKnownImplementations(DotName.createSimple(type)).stream()
            .filter(implementation -> !implementation.isAbstract() && !implementation.isInterface())
            .filter(UpstreamClasses::isScanned)
            .map(implementation -> implementation.name().toString())
            .distinct().sorted().toList();
    }

    private static boolean isScanned(ClassInfo type) {
        var name = type.name().toString();
        return name.startsWith(BELOW) && name.indexOf('$') < 0;
    }
}

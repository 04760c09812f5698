// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

/**
 * The classes that upstream finds by scanning the class path or by generating them, listed at augmentation. The implementation is generated;
 * asking for a key loads only the classes of that key.
 */
public interface ClassCatalog {

    /** Key of all concrete implementations of upstream's {@code SourceDispatcher} that are not generated from OAL. */
    String DISPATCHERS = "dispatchers";

    /** What the keys of {@link #metrics(String)} begin with. */
    String METRICS = "metrics:";

    /** Key of the one name {@code true} or {@code false}: whether the metrics of OAL scripts were compiled with extra columns. */
    String EXTRA_COLUMNS = "oal:extra-columns";

    /** Key of the top-level classes that carry an annotation. */
    static String annotatedWith(String annotation) {
        return "@" + annotation;
    }

    /** Key of the metrics classes of an OAL script, for example {@code oal/core.oal}. */
    static String metrics(String script) {
        return METRICS + script;
    }

    static boolean isMetrics(String key) {
        return key.startsWith(METRICS);
    }

    /** Key of the dispatcher classes of an OAL script. */
    static String dispatchers(String script) {
        return DISPATCHERS + ":" + script;
    }

    /** Whether the classes of a key are dispatchers, of a script or not. */
    static boolean isDispatchers(String key) {
        return key.equals(DISPATCHERS) || key.startsWith(DISPATCHERS + ":");
    }

    /** Key of the sources that the {@code disable(...)} statements of an OAL script name; answered by {@link #names(String)}. */
    static String disabled(String script) {
        return "disabled:" + script;
    }

    /** The classes of a key in the order in which upstream would visit them, or {@code null} where augmentation did not see the key. */
    Class<?>[] classes(String key);

    /** The plain names of a key, or {@code null} where augmentation did not see the key. */
    String[] names(String key);
}

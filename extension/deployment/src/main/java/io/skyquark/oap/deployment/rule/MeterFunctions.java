// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.SortedMap;
import java.util.TreeMap;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/** The functions by which values of meters are aggregated over time: upstream's annotated classes, by the name that the annotation gives. */
final class MeterFunctions {

    private static final DotName ANNOTATION = DotName.createSimple("org.apache.skywalking.oap.server.core.analysis.meter.function.MeterFunction");

    private MeterFunctions() {
    }

    /** Name of the function to name of the class. */
    static SortedMap<String, String> of(IndexView index) {
        SortedMap<String, String> functions = new TreeMap<>();
        for (var annotation : index.getAnnotations(ANNOTATION)) {
            functions.put(annotation.value("functionName").asString(), annotation.target().asClass().name().toString());
        }
        return functions;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.scan;

import org.apache.skywalking.oap.server.core.analysis.meter.function.MeterFunction;

import com.google.common.collect.ImmutableSet;

import io.skyquark.oap.model.ClassCatalog;

/** What upstream's {@code MeterSystem} sees as the class path: the meter functions. */
public final class MeterFunctionClassPath {

    private MeterFunctionClassPath() {
    }

    public static MeterFunctionClassPath from(ClassLoader loader) {
        return new MeterFunctionClassPath();
    }

    public ImmutableSet<ScannedClass> getTopLevelClassesRecursive(String packageName) {
        return ScannedClass.listed(ClassCatalog.annotatedWith(MeterFunction.class.getName()));
    }
}

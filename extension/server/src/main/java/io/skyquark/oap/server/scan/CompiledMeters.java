// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.scan;

import org.apache.skywalking.oap.server.core.analysis.meter.MeterSystem;
import org.apache.skywalking.oap.server.core.analysis.meter.ScopeType;

/** Takes the place of the generation of meter classes at run time. */
public final class CompiledMeters {

    private CompiledMeters() {
    }

    /** @throws IllegalArgumentException always as yet: no meter is compiled, and none can be made now */
    public static void create(MeterSystem system, String metricsName, String functionName, ScopeType type, Class<?> dataType) {
        throw new IllegalArgumentException("meter " + metricsName + " (" + functionName + " of " + type + ") was not compiled when the server was built,"
            + " and no class can be generated at run time");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.library;

/** A tracer that is not there, for the Prometheus client's search for one. */
public final class NoTracer {

    public static boolean isAvailable() {
        return false;
    }
}

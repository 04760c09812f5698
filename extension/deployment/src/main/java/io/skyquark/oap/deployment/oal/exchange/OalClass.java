// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.exchange;

/**
 * A class that upstream's engine generated.
 *
 * @param name with dots
 */
public record OalClass(Kind kind, String name, byte[] bytes) {

    /** Metrics and dispatchers are announced to OAP at run time; builders are reached through the annotation of their metrics. */
    public enum Kind {
        METRICS, BUILDER, DISPATCHER
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

/**
 * Stands in for Armeria's {@code ServiceRequestContext} in the signatures of upstream's handlers. None of them uses it, so there are no instances: they are
 * handed {@code null}.
 */
public final class OapRequestContext {

    private OapRequestContext() {
    }
}

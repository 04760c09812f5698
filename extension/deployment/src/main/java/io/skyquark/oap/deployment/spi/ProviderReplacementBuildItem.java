// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * A module provider of ours that starts in place of an upstream one, under the same module and provider name. Produced by the processor of the
 * mechanism that the provider belongs to, consumed by the module wiring; the inventory lists it with its reason.
 */
public final class ProviderReplacementBuildItem extends MultiBuildItem {

    private final String upstreamProvider;
    private final String replacement;
    private final String reason;

    public ProviderReplacementBuildItem(String upstreamProvider, String replacement, String reason) {
        this.upstreamProvider = upstreamProvider;
        this.replacement = replacement;
        this.reason = reason;
    }

    public String upstreamProvider() {
        return upstreamProvider;
    }

    public String replacement() {
        return replacement;
    }

    public String reason() {
        return reason;
    }
}

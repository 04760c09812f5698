// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import java.util.List;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * An upstream class that hooks change, and what it looked like before. Produced by {@code TransformProcessor}, consumed by the inventory, whose lock file
 * makes a changed class visible at the next upgrade even where every hook still finds its sites.
 */
public final class UpstreamContractBuildItem extends MultiBuildItem {

    private final String className;
    private final String hash;
    private final List<UpstreamHookBuildItem> hooks;

    /** @param hash of the unmodified class, independent of debug information */
    public UpstreamContractBuildItem(String className, String hash, List<UpstreamHookBuildItem> hooks) {
        this.className = className;
        this.hash = hash;
        this.hooks = List.copyOf(hooks);
    }

    public String className() {
        return className;
    }

    public String hash() {
        return hash;
    }

    public List<UpstreamHookBuildItem> hooks() {
        return hooks;
    }
}

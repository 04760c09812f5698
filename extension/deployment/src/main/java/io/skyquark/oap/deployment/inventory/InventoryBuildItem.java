// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.inventory;

import io.quarkus.builder.item.SimpleBuildItem;

/** Everything the build found, gathered from the items of all mechanisms. Produced and consumed by {@code InventoryProcessor}. */
public final class InventoryBuildItem extends SimpleBuildItem {

    private final Inventory inventory;

    InventoryBuildItem(Inventory inventory) {
        this.inventory = inventory;
    }

    Inventory inventory() {
        return inventory;
    }
}

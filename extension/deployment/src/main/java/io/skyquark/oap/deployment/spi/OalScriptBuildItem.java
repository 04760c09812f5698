// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import io.quarkus.builder.item.MultiBuildItem;
import io.skyquark.oap.deployment.oal.exchange.OalDefinition;

/**
 * One OAL script of the catalog that a module of upstream asks for. Produced by {@code OalProcessor} from the catalog's files, consumed by it for the
 * compile and by the inventory.
 */
public final class OalScriptBuildItem extends MultiBuildItem {

    private final OalDefinition definition;
    private final String text;

    public OalScriptBuildItem(OalDefinition definition, String text) {
        this.definition = definition;
        this.text = text;
    }

    /** What upstream says about the script: its name, the package of its sources and the names of its classes. */
    public OalDefinition definition() {
        return definition;
    }

    /** The script as it is now. */
    public String text() {
        return text;
    }
}

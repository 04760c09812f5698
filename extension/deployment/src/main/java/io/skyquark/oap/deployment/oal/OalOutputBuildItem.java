// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.util.Map;

import io.quarkus.builder.item.SimpleBuildItem;
import io.skyquark.oap.deployment.oal.exchange.OalOutput;

/** What every script came to, by the script's name; between the steps of {@link OalProcessor}. */
final class OalOutputBuildItem extends SimpleBuildItem {

    private final Map<String, OalOutput> outputs;

    OalOutputBuildItem(Map<String, OalOutput> outputs) {
        this.outputs = outputs;
    }

    Map<String, OalOutput> outputs() {
        return outputs;
    }
}

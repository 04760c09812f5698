// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import io.quarkus.builder.item.MultiBuildItem;
import io.skyquark.oap.deployment.oal.exchange.OalMetric;

/** One metric that an OAL script defines and for which classes were generated. Produced by {@code OalProcessor}, consumed by the inventory. */
public final class OalMetricBuildItem extends MultiBuildItem {

    private final String script;
    private final OalMetric metric;

    public OalMetricBuildItem(String script, OalMetric metric) {
        this.script = script;
        this.metric = metric;
    }

    /** Name of the script in the catalog, for example {@code oal/core.oal}. */
    public String script() {
        return script;
    }

    public OalMetric metric() {
        return metric;
    }
}

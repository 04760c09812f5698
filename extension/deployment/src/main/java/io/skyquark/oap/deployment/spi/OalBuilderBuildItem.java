// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import io.quarkus.builder.item.MultiBuildItem;

/** A storage builder that was compiled with the metrics of an OAL script. Produced by {@code OalProcessor}, consumed by the native metadata. */
public final class OalBuilderBuildItem extends MultiBuildItem {

    private final String className;

    public OalBuilderBuildItem(String className) {
        this.className = className;
    }

    public String className() {
        return className;
    }
}

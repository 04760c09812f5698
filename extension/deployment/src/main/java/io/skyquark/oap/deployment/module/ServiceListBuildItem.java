// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import java.util.List;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * The implementations of one upstream interface that upstream asks {@code ServiceLoader} for, other than modules and providers. Produced and consumed by
 * {@code ModuleWiringProcessor}.
 */
final class ServiceListBuildItem extends MultiBuildItem {

    private final String type;
    private final List<String> classNames;

    ServiceListBuildItem(String type, List<String> classNames) {
        this.type = type;
        this.classNames = classNames;
    }

    String type() {
        return type;
    }

    /** In the order of the services files. */
    List<String> classNames() {
        return classNames;
    }
}

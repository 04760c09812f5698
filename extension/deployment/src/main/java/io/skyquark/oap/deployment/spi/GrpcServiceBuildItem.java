// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import io.quarkus.builder.item.MultiBuildItem;
import io.skyquark.oap.model.GrpcServiceInfo;

/**
 * A gRPC service that one of upstream's handlers can serve. Produced by {@code GrpcProcessor} from the index, consumed by the same processor, which makes
 * it a bean, and by the inventory.
 */
public final class GrpcServiceBuildItem extends MultiBuildItem {

    private final GrpcServiceInfo info;

    public GrpcServiceBuildItem(GrpcServiceInfo info) {
        this.info = info;
    }

    public GrpcServiceInfo info() {
        return info;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import io.quarkus.builder.item.SimpleBuildItem;
import io.quarkus.runtime.RuntimeValue;
import io.skyquark.oap.model.OapServer;

/**
 * OAP has booted: every module has registered its handlers. Produced by {@code OapProcessor} at run-time initialisation; a recorder step that needs the
 * booted server, for example to publish its gRPC services, consumes it.
 */
public final class OapBootBuildItem extends SimpleBuildItem {

    private final RuntimeValue<OapServer> server;

    public OapBootBuildItem(RuntimeValue<OapServer> server) {
        this.server = server;
    }

    public RuntimeValue<OapServer> server() {
        return server;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import io.quarkus.builder.item.SimpleBuildItem;
import io.quarkus.runtime.RuntimeValue;
import io.skyquark.oap.model.OapServer;
import io.skyquark.oap.runtime.OapBoot;

/**
 * The boot of OAP has begun. It is done before services start: a recorder step that needs the booted server comes after the {@code ServiceStartBuildItem} of
 * the extension, or asks the server when it is used. Produced by {@code OapProcessor} at run-time initialisation.
 */
public final class OapBootBuildItem extends SimpleBuildItem {

    private final RuntimeValue<OapServer> server;
    private final RuntimeValue<OapBoot> boot;

    public OapBootBuildItem(RuntimeValue<OapServer> server, RuntimeValue<OapBoot> boot) {
        this.server = server;
        this.boot = boot;
    }

    public RuntimeValue<OapServer> server() {
        return server;
    }

    public RuntimeValue<OapBoot> boot() {
        return boot;
    }
}

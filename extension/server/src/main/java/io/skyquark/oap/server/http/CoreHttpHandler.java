// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * The last route of Quarkus' main HTTP server: everything that no other route takes is the core module's. Created by name by a recorder, which must not
 * link this class.
 */
public final class CoreHttpHandler implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext routing) {
        var core = OapHttpServers.core();
        if (core == null) {
            routing.next();
        } else {
            core.handle(routing.request());
        }
    }
}

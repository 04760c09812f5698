// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.http;

import java.util.function.Consumer;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.vertx.core.Handler;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.RoutingContext;

/** Mounts the core module's HTTP endpoints into Quarkus' main server. */
@Recorder
public class OapHttpRecorder {

    public Handler<RoutingContext> core(RuntimeValue<Handler<RoutingContext>> handler) {
        return handler.getValue();
    }

    public Consumer<VertxOptions> countUnreadableRequests() {
        return new UnreadableRequests();
    }
}

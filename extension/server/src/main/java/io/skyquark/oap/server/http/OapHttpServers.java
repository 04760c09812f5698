// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** The HTTP servers of this OAP; there is one OAP for each class loader, so this is static. */
public final class OapHttpServers {

    private static final Logger LOG = LoggerFactory.getLogger(OapHttpServers.class);

    private static final List<OapHttpServer> OPEN = new CopyOnWriteArrayList<>();
    private static volatile InFlight inFlight = new InFlight();
    private static volatile Handler<HttpServerRequest> core;
    private static HttpRoutes routes;

    private OapHttpServers() {
    }

    /**
     * Refuses new requests with status 503, on Quarkus' main server too, and waits for those that are being answered.
     *
     * @param bound the longest time to wait; requests that take longer are cut by {@link #close()}
     */
    public static void stopAccepting(Duration bound) {
        try {
            int left = inFlight.close(bound.toMillis());
            if (left > 0) {
                LOG.warn("{} HTTP requests were not answered within {} ms", left, bound.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the ports of all additional servers and forgets everything, so that a later boot in the same class loader starts afresh. */
    public static synchronized void close() {
        OPEN.forEach(OapHttpServer::close);
        OPEN.clear();
        core = null;
        routes = null;
        inFlight = new InFlight();
    }

    static InFlight inFlight() {
        return inFlight;
    }

    static void add(OapHttpServer server) {
        OPEN.add(server);
    }

    static void setCore(Handler<HttpServerRequest> handler) {
        core = handler;
    }

    /** What answers on Quarkus' main server, or {@code null} where the core module has no server. */
    static Handler<HttpServerRequest> core() {
        return core;
    }

    static synchronized HttpRoutes routes() {
        if (routes == null) {
            routes = HttpRoutes.load();
        }
        return routes;
    }
}

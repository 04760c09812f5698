// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.model.OapStartException;
import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.module.AbsentModule;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** The HTTP servers of this OAP; there is one OAP for each class loader, so this is static. */
public final class OapHttpServers {

    private static final Logger LOG = LoggerFactory.getLogger(OapHttpServers.class);

    private static final List<OapHttpServer> OPEN = new CopyOnWriteArrayList<>();
    /** Handler class to the server that answers from it. */
    private static final Map<String, OapHttpServer> SERVED = new ConcurrentHashMap<>();
    private static volatile InFlight inFlight = new InFlight();
    private static volatile CorePort core;
    private static HttpRoutes routes;
    private static AbsentRoutes absent;

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

    /**
     * Waits until the ports of all additional servers are open.
     *
     * @throws OapStartException where one cannot be opened; the message says which
     */
    public static void awaitOpen() {
        OPEN.forEach(OapHttpServer::awaitOpen);
    }

    /** Closes the ports of all additional servers and forgets everything, so that a later boot in the same class loader starts afresh. */
    public static synchronized void close() {
        OPEN.forEach(OapHttpServer::close);
        OPEN.clear();
        SERVED.clear();
        core = null;
        routes = null;
        absent = null;
        inFlight = new InFlight();
    }

    static InFlight inFlight() {
        return inFlight;
    }

    static void add(OapHttpServer server) {
        OPEN.add(server);
    }

    static void setCore(OapHttpServer server) {
        core = new CorePort(server);
    }

    /**
     * From now on the core module's port answers for the server too.
     *
     * @return the core module's server
     * @throws OapStartException where two routes would be the same
     */
    static OapHttpServer share(OapHttpServer server) {
        if (core == null) {
            throw new OapStartException("quarkus.skywalking.http.single-port is set, and the core module has no HTTP server");
        }
        return core.add(server);
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

    /** A handler has its place; the first server that has one is named to clients that ask another. */
    static void serves(String handlerClass, OapHttpServer server) {
        SERVED.putIfAbsent(handlerClass, server);
    }

    /** Made when the first request comes for which there is no route. */
    static synchronized AbsentRoutes absent() {
        if (absent == null) {
            absent = new AbsentRoutes(routes(), new Explanation());
        }
        return absent;
    }

    private static final class Explanation implements AbsentRoutes.Explanation {

        @Override
        public String servedAt(String handlerClass, String route) {
            var server = SERVED.get(handlerClass);
            return server == null ? null : route + " is served on port " + server.port() + server.pathBefore();
        }

        @Override
        public String off(String module, String route) {
            return AbsentModule.reason(OapRuntime.configuration(), module, route);
        }
    }
}

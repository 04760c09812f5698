// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.model.OapStartException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** What the port of the core module answers: its own routes and, where all HTTP is on one port, those of the additional servers. */
final class CorePort implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(CorePort.class);

    private final OapHttpServer core;
    /** The core module's server goes first, the others follow in the order of their start. */
    private final List<OapHttpServer> servers = new CopyOnWriteArrayList<>();

    CorePort(OapHttpServer core) {
        this.core = core;
        servers.add(core);
    }

    /** @throws OapStartException where a route is there already; the message has all such routes, with both handlers */
    OapHttpServer add(OapHttpServer server) {
        var clashes = new ArrayList<String>();
        for (var other : servers) {
            server.dispatcher().routes().common(other.dispatcher().routes()).forEach(pair -> clashes.add(pair.own().endpoint().verb() + " " + pair.path() + ": "
                + pair.own().endpoint().method() + " and " + pair.other().endpoint().method()));
        }
        if (!clashes.isEmpty()) {
            throw new OapStartException("quarkus.skywalking.http.single-port puts all HTTP on one port, and there these routes are the same:\n  "
                + String.join("\n  ", clashes) + "\nGive one of the two servers another context path (restContextPath, or contextPath of aws-firehose), for example with "
                + "SW_PROMQL_REST_CONTEXT_PATH");
        }
        server.dispatcher().answersOn(core.config().getPort());
        servers.add(server);
        tell(server);
        return core;
    }

    private void tell(OapHttpServer server) {
        LOG.info("HTTP of {}:{} on the core module's port{}", server.config().getHost(), server.config().getPort(), server.pathBefore());
        var own = server.config();
        var common = core.config();
        boolean limits = own.getIdleTimeOut() != common.getIdleTimeOut() || own.getAcceptQueueSize() != common.getAcceptQueueSize()
            || own.getMaxRequestHeaderSize() != common.getMaxRequestHeaderSize();
        if (limits || own.isEnableTLS() || own.isAcceptProxyRequest() != common.isAcceptProxyRequest()) {
            LOG.warn("Idle time-out, header size, queue size and TLS of the HTTP server for {}:{} have no effect: with quarkus.skywalking.http.single-port the core module's hold "
                + "(restIdleTimeOut, httpMaxRequestHeaderSize, restAcceptQueueSize; quarkus.http.ssl.* for TLS)", own.getHost(), own.getPort());
        }
    }

    @Override
    public void handle(HttpServerRequest request) {
        (servers.size() == 1 ? core : serverFor(request)).dispatcher().handle(request);
    }

    /** The first server that has the route, or else the first that has the path, which then says which methods it takes; the core module's for all the rest. */
    private OapHttpServer serverFor(HttpServerRequest request) {
        List<String> path;
        try {
            path = RequestTarget.parse(request.uri(), core.config().isAcceptProxyRequest()).segments();
        } catch (IllegalArgumentException e) {
            return core;
        }
        var verb = request.method().name().equals("HEAD") ? "GET" : request.method().name();
        OapHttpServer ofPath = null;
        for (var server : servers) {
            var match = server.dispatcher().routes().find(path);
            if (match == null) {
                continue;
            }
            if (match.routes().stream().anyMatch(route -> route.endpoint().verb().equals(verb))) {
                return server;
            }
            ofPath = ofPath == null ? server : ofPath;
        }
        return ofPath == null ? core : ofPath;
    }
}

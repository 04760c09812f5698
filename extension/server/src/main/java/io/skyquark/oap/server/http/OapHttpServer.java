// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.skywalking.oap.server.core.CoreModuleProvider;
import org.apache.skywalking.oap.server.library.server.Server;
import org.apache.skywalking.oap.server.library.server.http.HTTPServerConfig;
import org.apache.skywalking.oap.server.library.server.ssl.PrivateKeyUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.linecorp.armeria.common.HttpMethod;

import io.skyquark.oap.model.OapStartException;
import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.refusal.Refusals;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;

/**
 * Upstream's {@code HTTPServer} on Vert.x; hooks put it in that class's place. The server of the core module is Quarkus' main HTTP server and never
 * opens a port of its own, every other one listens on the application's Vert.x. All handlers run on worker threads.
 */
public final class OapHttpServer implements Server {

    private static final Logger LOG = LoggerFactory.getLogger(OapHttpServer.class);
    private static final StackWalker CALLER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final HTTPServerConfig config;
    private final boolean core;
    private HttpDispatcher dispatcher;
    private CompletableFuture<HttpServer> listening;
    private OapHttpServer shared;

    public OapHttpServer(HTTPServerConfig config) {
        this(config, CALLER.getCallerClass() == CoreModuleProvider.class);
    }

    OapHttpServer(HTTPServerConfig config, boolean core) {
        this.config = config;
        this.core = core;
    }

    @Override
    public void initialize() {
        dispatcher = new HttpDispatcher(config.getPort(), config.getContextPath(), config.getMaxThreads(), config.isAcceptProxyRequest(), OapHttpServers.inFlight());
        if (core) {
            OapHttpServers.setCore(this);
        }
    }

    /**
     * @param handler an object of one of the classes that augmentation generated an invoker for
     * @param methods the HTTP methods that this server answers from now on, for any path; all others get status 405
     */
    public void addHandler(Object handler, List<HttpMethod> methods) {
        var name = handler.getClass().getName();
        var invoker = OapHttpServers.routes().invoker(name);
        if (invoker == null) {
            throw new OapStartException("HTTP handler " + name + " is unknown: augmentation has not seen its class");
        }
        OapHttpServers.serves(name, this);
        add(invoker, handler, methods);
    }

    void add(HandlerInvoker invoker, Object handler, List<HttpMethod> methods) {
        dispatcher.add(invoker, handler, methods);
    }

    /** @throws OapStartException where the one port has such a route already; the message says which */
    @Override
    public void start() {
        if (core) {
            return;
        }
        if (OapRuntime.oneHttpPort()) {
            shared = OapHttpServers.share(this);
        } else {
            listen(OapRuntime.vertx());
        }
    }

    /** Begins to open the port; {@link #awaitOpen} tells whether it could be. */
    void listen(Vertx vertx) {
        var server = vertx.createHttpServer(options()).requestHandler(dispatcher);
        limitConnections(server);
        listening = server.listen().toCompletionStage().toCompletableFuture();
        OapHttpServers.add(this);
    }

    /** @throws OapStartException where the port cannot be opened */
    void awaitOpen() {
        try {
            listening.join();
        } catch (RuntimeException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new OapStartException("Cannot listen for HTTP on " + config.getHost() + ":" + config.getPort() + ": " + cause.getMessage(), cause);
        }
        LOG.info("HTTP on {}:{}{}", config.getHost(), port(), config.getContextPath());
    }

    /** The port that is really open; differs from the configured one where that is 0. */
    int port() {
        return shared != null ? shared.port() : listening == null ? config.getPort() : listening.join().actualPort();
    }

    HttpDispatcher dispatcher() {
        return dispatcher;
    }

    HTTPServerConfig config() {
        return config;
    }

    /** What the paths of this server begin with, for people: empty, or for example {@code " below /zipkin"}. */
    String pathBefore() {
        var context = config.getContextPath();
        return context == null || context.equals("/") || context.isEmpty() ? "" : " below " + context;
    }

    /** Closes the port, if it could be opened, and every connection. */
    void close() {
        listening.exceptionally(failure -> null)
            .thenCompose(server -> server == null ? CompletableFuture.completedFuture(null) : server.close().toCompletionStage()).join();
    }

    private HttpServerOptions options() {
        var options = new HttpServerOptions()
            .setHost(config.getHost())
            .setPort(config.getPort())
            .setIdleTimeout(Math.toIntExact(Math.max(0, config.getIdleTimeOut())))
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxHeaderSize(config.getMaxRequestHeaderSize());
        if (!config.isEnableTLS()) {
            return options;
        }
        try (var key = PrivateKeyUtil.loadDecryptionKey(config.getTlsKeyPath())) {
            return options.setSsl(true).setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions().setCertPath(config.getTlsCertChainPath()).setKeyValue(Buffer.buffer(key.readAllBytes())));
        } catch (IOException e) {
            throw new OapStartException("Cannot read the TLS key " + config.getTlsKeyPath() + ": " + e.getMessage(), e);
        }
    }

    /** Upstream calls it the size of the accept queue, and takes it for the number of open connections. One counts here from its first byte. */
    private void limitConnections(HttpServer server) {
        int limit = config.getAcceptQueueSize();
        if (limit <= 0) {
            return;
        }
        var open = new AtomicInteger();
        server.connectionHandler(connection -> {
            connection.closeHandler(closed -> open.decrementAndGet());
            if (open.incrementAndGet() > limit) {
                Refusals.httpConnection(config.getPort());
                connection.close();
            }
        });
    }
}

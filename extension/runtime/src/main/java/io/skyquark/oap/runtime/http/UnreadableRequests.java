// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;

/**
 * Counts, on every HTTP port, the requests that Vert.x answers itself because it cannot read them: no HTTP, a version that it does not know, a request line or
 * headers beyond the limit. No handler gets to see them. {@code oap.http.unreadable}, by port and status, on {@code /q/metrics}; a count that is still zero has no line yet.
 */
final class UnreadableRequests implements VertxMetricsFactory, Consumer<VertxOptions> {

    private static final String METRIC = "oap.http.unreadable";
    /** Vert.x says so of a version that it does not know; nothing of OAP does. */
    private static final int UNKNOWN_VERSION = 501;

    private record Label(int port, int status) {
    }

    /** The adders keep the counts, because meters are gone while the application's registry is not there yet. */
    private final Map<Label, LongAdder> counts = new ConcurrentHashMap<>();

    /** Leaves metrics alone that something else has switched on: Vert.x has one set of them. */
    @Override
    public void accept(VertxOptions options) {
        if (options.getMetricsOptions() == null || !options.getMetricsOptions().isEnabled()) {
            options.setMetricsOptions(new MetricsOptions().setEnabled(true).setFactory(this));
        }
    }

    @Override
    public VertxMetrics metrics(VertxOptions options) {
        return new VertxMetrics() {
            @Override
            public HttpServerMetrics<Boolean, Void, Void> createHttpServerMetrics(HttpServerOptions server, SocketAddress address) {
                return new OfPort(server.getPort());
            }
        };
    }

    private void count(int port, int status) {
        counts.computeIfAbsent(new Label(port, status), label -> {
            var adder = new LongAdder();
            FunctionCounter.builder(METRIC, adder, LongAdder::sum).tag("port", Integer.toString(port)).tag("status", Integer.toString(status))
                .register(Metrics.globalRegistry);
            return adder;
        }).increment();
    }

    private final class OfPort implements HttpServerMetrics<Boolean, Void, Void> {

        /** As configured. */
        private final int port;

        OfPort(int port) {
            this.port = port;
        }

        /** @return TRUE where the request cannot be read; the version, which shows later, is not looked at */
        @Override
        public Boolean requestBegin(Void socket, HttpRequest request) {
            return request instanceof HttpServerRequest received && received.decoderResult().isFailure();
        }

        @Override
        public void responseEnd(Boolean unreadable, HttpResponse response, long bytes) {
            if (Boolean.TRUE.equals(unreadable) || response.statusCode() == UNKNOWN_VERSION) {
                count(port, response.statusCode());
            }
        }
    }
}

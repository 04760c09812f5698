// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The one origin that a browser talks to: a page with its script, what the page asks for, and reports, which are forwarded to the collector. */
final class Gateway implements AutoCloseable {

    /** A forwarded report, and the status that the collector answered with. */
    record Report(String path, int status) {
    }

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int collector;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final List<Report> reports = new CopyOnWriteArrayList<>();

    /** @param collector the HTTP port for reports */
    Gateway(byte[] page, byte[] script, int collector) {
        this.collector = collector;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/", exchange -> answer(exchange, 404, "text/plain", new byte[0]));
        server.createContext("/shop", exchange -> answer(exchange, 200, "text/html", page));
        server.createContext("/left", exchange -> answer(exchange, 200, "text/html", "left".getBytes()));
        server.createContext("/client.js", exchange -> answer(exchange, 200, "text/javascript", script));
        server.createContext("/api/", exchange -> answer(exchange, exchange.getRequestURI().getPath().endsWith("/fail") ? 500 : 200, "text/plain", new byte[0]));
        server.createContext("/browser/", this::forward);
        server.createContext("/v3/", this::forward);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All reports so far, in the order of their answers. */
    List<Report> reports() {
        return List.copyOf(reports);
    }

    private void forward(HttpExchange exchange) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collector + exchange.getRequestURI()))
            .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes())).build();
        try {
            var response = CLIENT.send(request, BodyHandlers.ofByteArray());
            reports.add(new Report(exchange.getRequestURI().getPath(), response.statusCode()));
            answer(exchange, response.statusCode(), response.headers().firstValue("content-type").orElse("text/plain"), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * One HTTP service. Arguments: the port, and the address of the service it asks for every answer, if there is one.
 * {@code /fail} answers 500, every other path 200.
 */
public final class SampleService {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI downstream;

    private SampleService(URI downstream) {
        this.downstream = downstream;
    }

    public static void main(String[] args) throws IOException {
        var service = new SampleService(args.length > 1 ? URI.create(args[1]) : null);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", exchange -> {
            try (exchange) {
                service.serve(exchange);
            }
        });
        server.start();
    }

    /** Answers one request; the agent's plugin makes this the entry span. Returns the status. */
    int serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        int status = path.equals("/fail") ? 500 : 200;
        var body = downstream == null ? path : call(HttpRequest.newBuilder(downstream.resolve(path)));
        exchange.sendResponseHeaders(status, 0);
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        return status;
    }

    /** Asks the other service; the agent's plugin makes this the exit span and adds its headers to the request. */
    String call(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}

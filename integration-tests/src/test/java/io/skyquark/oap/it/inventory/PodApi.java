// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.KubernetesApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The API server of {@link KubernetesApi} that also tells of one pod, {@code back-9} in {@code prod}, which containers it has and what they
 * log, a line each minute.
 */
public final class PodApi implements AutoCloseable {

    private static final String PODS = "/api/v1/namespaces/prod/pods";
    private static final String POD = PODS + "/back-9";
    private static final String DESCRIPTION = Json.parseYaml("""
        kind: Pod
        apiVersion: v1
        metadata: {name: back-9, namespace: prod}
        spec: {containers: [{name: shop, image: shop}], initContainers: [{name: wait, image: wait}]}
        status: {podIP: 10.1.2.3, phase: Running, conditions: [{type: Ready, status: "True"}]}
        """).toString();
    private static final String LIST = "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[" + DESCRIPTION + "]}";

    private final KubernetesApi cluster = KubernetesApi.start();
    private final Http clusterHttp = new Http(URI.create(cluster.environment().get("KUBERNETES_MASTER")).getPort());
    private final HttpServer server;

    public PodApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What makes a server ask here. */
    public Map<String, String> environment() {
        return Map.of("KUBERNETES_MASTER", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        cluster.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.equals(POD)) {
            send(exchange, new Http.Answer(200, "application/json", DESCRIPTION));
        } else if (path.equals(PODS) && !exchange.getRequestURI().getQuery().contains("watch=true")) {
            send(exchange, new Http.Answer(200, "application/json", LIST));
        } else if (path.equals(POD + "/log")) {
            var now = Instant.now();
            var lines = IntStream.range(0, 15).mapToObj(age -> now.minus(15 - age, ChronoUnit.MINUTES) + " order " + age + " is packed\n");
            send(exchange, new Http.Answer(200, "text/plain", lines.collect(Collectors.joining())));
        } else {
            send(exchange, clusterHttp.send("GET", exchange.getRequestURI().toString(), Map.of(), null));
        }
    }

    private static void send(HttpExchange exchange, Http.Answer answer) throws IOException {
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}

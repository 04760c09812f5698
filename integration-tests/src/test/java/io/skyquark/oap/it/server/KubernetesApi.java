// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skyquark.oap.it.client.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * As much of a Kubernetes API server as OAP asks for the names behind addresses: a cluster with the pod {@code back-9} at 10.1.2.3 and the service
 * {@code store} at 10.9.9.9, whose endpoint that pod is, both in namespace {@code prod}, and Istio's entries for services outside: {@code payments} at the
 * addresses of {@code localhost}, {@code mail} at addresses of its own, and one whose host does not exist.
 */
public final class KubernetesApi implements AutoCloseable {

    private static final JsonNode PODS = Json.parseYaml("""
        kind: PodList
        apiVersion: v1
        metadata: {resourceVersion: "1"}
        items: [{kind: Pod, apiVersion: v1, metadata: {name: back-9, namespace: prod, labels: {app: back, service.istio.io/canonical-name: back}},
                 spec: {}, status: {podIP: 10.1.2.3}}]
        """);
    private static final JsonNode NO_PODS = Json.parseYaml("{kind: PodList, apiVersion: v1, metadata: {resourceVersion: '1'}, items: []}");
    private static final JsonNode SERVICES = Json.parseYaml("""
        kind: ServiceList
        apiVersion: v1
        metadata: {resourceVersion: "1"}
        items: [{kind: Service, apiVersion: v1, metadata: {name: store, namespace: prod}, spec: {clusterIPs: [10.9.9.9], selector: {app: store}},
                 status: {loadBalancer: {}}}]
        """);

    private static final JsonNode ENDPOINTS = Json.parseYaml("""
        kind: EndpointsList
        apiVersion: v1
        metadata: {resourceVersion: "1"}
        items: [{kind: Endpoints, apiVersion: v1, metadata: {name: store, namespace: prod}, subsets: [{addresses: [{ip: 10.1.2.3}]}]}]
        """);
    private static final JsonNode NODES = Json.parseYaml("""
        kind: NodeList
        apiVersion: v1
        metadata: {resourceVersion: "1"}
        items: [{kind: Node, apiVersion: v1, metadata: {name: node-1}, status: {addresses: [{type: InternalIP, address: 10.0.0.9}]}}]
        """);
    private static final JsonNode SERVICE_ENTRIES = Json.parseYaml("""
        kind: ServiceEntryList
        apiVersion: networking.istio.io/v1beta1
        metadata: {resourceVersion: "1"}
        items:
          - {kind: ServiceEntry, apiVersion: networking.istio.io/v1beta1, metadata: {name: nowhere, namespace: prod}, spec: {hosts: [nowhere.invalid], resolution: DNS}}
          - {kind: ServiceEntry, apiVersion: networking.istio.io/v1beta1, metadata: {name: payments, namespace: prod}, spec: {hosts: [localhost], resolution: DNS}}
          - {kind: ServiceEntry, apiVersion: networking.istio.io/v1beta1, metadata: {name: mail, namespace: prod}, spec: {hosts: [mail.invalid],
             addresses: [192.0.2.0/24], endpoints: [{address: 198.51.100.7}], resolution: STATIC}}
        """);

    private final HttpServer server;

    private KubernetesApi(HttpServer server) {
        this.server = server;
    }

    public static KubernetesApi start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", KubernetesApi::answer);
            server.start();
            return new KubernetesApi(server);
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
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var answer = switch (exchange.getRequestURI().getPath()) {
            case "/api/v1/pods" -> query.contains("status.podIP=10.1.2.3") ? PODS : NO_PODS;
            case "/api/v1/services" -> SERVICES;
            case "/api/v1/namespaces/prod/services/store" -> SERVICES.at("/items/0");
            case "/api/v1/endpoints" -> ENDPOINTS;
            case "/api/v1/nodes" -> NODES;
            case "/apis/networking.istio.io/v1beta1/serviceentries" -> SERVICE_ENTRIES;
            default -> Json.parseYaml("{kind: Status, apiVersion: v1, status: Failure, reason: NotFound, code: 404}");
        };
        var bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.path("code").asInt(200), bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}

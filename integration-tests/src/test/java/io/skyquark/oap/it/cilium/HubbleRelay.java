// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.cilium;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import io.cilium.api.flow.Flow;
import io.cilium.api.observer.GetFlowsRequest;
import io.cilium.api.observer.GetFlowsResponse;
import io.cilium.api.observer.ObserverGrpc;
import io.cilium.api.peer.ChangeNotification;
import io.cilium.api.peer.ChangeNotificationType;
import io.cilium.api.peer.NotifyRequest;
import io.cilium.api.peer.PeerGrpc;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.Certificate;
import io.skyquark.oap.it.server.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;

/**
 * Cilium's Hubble on one node: tells which nodes there are, and what flows are seen. One call after another of pod {@code front} to pod {@code back} in namespace
 * {@code shop}: the packets of both sides, a good request over HTTP and one that fails, a question to a name server that is not answered, and a dropped packet.
 */
final class HubbleRelay implements AutoCloseable {

    private static final String NODE = "node-1";
    /** Of this machine, and not among those of the certificate. */
    private static final String UNNAMED = "127.0.0.3";
    private static final Map<String, String> ENDPOINTS = Map.of("front", endpoint("front", 11), "back", endpoint("back", 12));

    private final Server server;
    private TcpProxy tls;
    private final String address;
    private final int port;
    private final List<ServerCallStreamObserver<GetFlowsResponse>> watching = new CopyOnWriteArrayList<>();

    HubbleRelay() {
        this(null, true);
    }

    /**
     * With TLS at an address that the certificate does not name, for clients that have the same certificate.
     *
     * @param alpn whether clients have to negotiate HTTP/2; otherwise nobody here knows ALPN
     */
    HubbleRelay(Certificate certificate, boolean alpn) {
        address = certificate == null ? "127.0.0.1" : UNNAMED;
        boolean plain = certificate == null || !alpn;
        try {
            var builder = NettyServerBuilder.forAddress(new InetSocketAddress(plain ? "127.0.0.1" : UNNAMED, 0)).addService(new Peer()).addService(new Observer());
            server = (plain ? builder : builder.sslContext(GrpcSslContexts.configure(context(certificate)).build())).build().start();
            if (plain && certificate != null) {
                var sockets = ((JdkSslContext) context(certificate).build()).context().getServerSocketFactory();
                tls = new TcpProxy(server.getPort(), port -> {
                    var listener = (SSLServerSocket) sockets.createServerSocket(port, 0, InetAddress.getByName(UNNAMED));
                    listener.setNeedClientAuth(true);
                    return listener;
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = tls == null ? server.getPort() : tls.port();
    }

    /** What makes a server ask here. */
    Map<String, String> environment() {
        return Map.of("SW_CILIUM_FETCHER", "default", "SW_CILIUM_FETCHER_PEER_HOST", address, "SW_CILIUM_FETCHER_PEER_PORT", String.valueOf(port),
            "SW_CILIUM_FETCHER_FETCH_FAILURE_RETRY_SECOND", "1");
    }

    /** Whether a server reads flows. */
    boolean isWatched() {
        return watching.stream().anyMatch(observer -> !observer.isCancelled());
    }

    /** Sends everything that one call shows to whoever reads flows. */
    void call() {
        send("front", "back", "EGRESS", false, "Type: L3_L4");
        send("front", "back", "INGRESS", false, "Type: L3_L4");
        send("front", "back", "EGRESS", false, "Type: L3_L4", "verdict: DROPPED", "dropReasonDesc: POLICY_DENIED");
        send("back", "front", "INGRESS", true, "Type: L7", "l7: {type: RESPONSE, latencyNs: 5000000, http: {code: 200, method: GET, url: \"http://back/stock\", protocol: HTTP/1.1}}");
        send("back", "front", "INGRESS", true, "Type: L7", "l7: {type: RESPONSE, latencyNs: 9000000, http: {code: 500, method: GET, url: \"http://back/fail\", protocol: HTTP/1.1}}");
        send("back", "front", "INGRESS", true, "Type: L7", "l7: {type: RESPONSE, latencyNs: 1000000, dns: {query: \"nothing.shop.\", rcode: 3, qtypes: [A]}}");
    }

    private void send(String source, String destination, String direction, boolean reply, String... fields) {
        var text = new StringBuilder("{nodeName: " + NODE + ", trafficDirection: " + direction + ", isReply: " + reply + ", source: " + ENDPOINTS.get(source)
            + ", destination: " + ENDPOINTS.get(destination) + ", l4: {TCP: {sourcePort: 33000, destinationPort: 8080}}");
        var all = String.join(", ", fields);
        text.append(all.contains("verdict") ? ", " : ", verdict: FORWARDED, ").append(all).append('}');
        var flow = Flow.newBuilder();
        try {
            JsonFormat.parser().merge(Json.parseYaml(text.toString()).toString(), flow);
        } catch (IOException e) {
            throw new IllegalArgumentException(text.toString(), e);
        }
        var now = Instant.now();
        flow.setTime(Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()));
        var response = GetFlowsResponse.newBuilder().setFlow(flow).setNodeName(NODE).setTime(flow.getTime()).build();
        watching.stream().filter(observer -> !observer.isCancelled()).forEach(observer -> observer.onNext(response));
    }

    private static SslContextBuilder context(Certificate certificate) {
        return SslContextBuilder.forServer(certificate.chain().toFile(), certificate.key().toFile()).trustManager(certificate.chain().toFile())
            .clientAuth(ClientAuth.REQUIRE).sslProvider(SslProvider.JDK);
    }

    private static String endpoint(String name, int id) {
        return "{ID: " + id + ", identity: " + (1000 + id) + ", namespace: shop, podName: " + name + "-1, labels: [\"k8s:app=" + name
            + "\", \"k8s:io.kubernetes.pod.namespace=shop\"], workloads: [{name: " + name + ", kind: Deployment}]}";
    }

    @Override
    public void close() {
        if (tls != null) {
            tls.close();
        }
        server.shutdownNow();
    }

    private final class Peer extends PeerGrpc.PeerImplBase {

        @Override
        public void notify(NotifyRequest request, StreamObserver<ChangeNotification> observer) {
            observer.onNext(ChangeNotification.newBuilder().setName(NODE).setAddress(address + ":" + port).setType(ChangeNotificationType.PEER_ADDED).build());
        }
    }

    private final class Observer extends ObserverGrpc.ObserverImplBase {

        @Override
        public void getFlows(GetFlowsRequest request, StreamObserver<GetFlowsResponse> observer) {
            watching.add((ServerCallStreamObserver<GetFlowsResponse>) observer);
        }
    }
}

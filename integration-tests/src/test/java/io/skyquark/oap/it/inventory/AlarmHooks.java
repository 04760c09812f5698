// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.client.RawBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What alarms are sent to: the services of {@code alarm-hooks.yml}, which keep what they get. */
final class AlarmHooks implements AutoCloseable {

    /** The ways that alarms are told in: paths of the HTTP services, and {@code grpc}. */
    static final List<String> KINDS = List.of("webhook", "grpc", "slack", "wechat", "dingtalk", "feishu", "welink", "discord");

    private final Map<String, List<String>> received = new ConcurrentHashMap<>();
    private final HttpServer http;
    private final Server grpc;

    AlarmHooks() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", this::answer);
            http.start();
            grpc = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).addService(alarmService()).build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The part of the settings that names them. */
    String settings() {
        return Inputs.text("alarm-hooks.yml").replace("<http>", "http://127.0.0.1:" + http.getAddress().getPort())
            .replace("<grpc>", String.valueOf(grpc.getPort()));
    }

    /** What came in one of the {@link #KINDS}: bodies, or messages of gRPC byte by byte. */
    List<String> received(String kind) {
        return received.getOrDefault(kind, List.of());
    }

    @Override
    public void close() {
        http.stop(0);
        grpc.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var kind = exchange.getRequestURI().getPath().substring(1);
        keep(kind, exchange.getRequestBody().readAllBytes());
        var answer = (kind.equals("token") ? Json.of(Map.of("access_token", "t")) : Json.of(Map.of())).toString().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private void keep(String kind, byte[] body) {
        received.computeIfAbsent(kind, key -> new CopyOnWriteArrayList<>()).add(new String(body, StandardCharsets.UTF_8));
    }

    /** Its message of alarms is read as it is, since an answer without fields has no bytes. */
    private ServerServiceDefinition alarmService() {
        var method = MethodDescriptor.<byte[], byte[]>newBuilder(new RawBytes(), new RawBytes()).setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
            .setFullMethodName("AlarmService/doAlarm").build();
        return ServerServiceDefinition.builder("AlarmService").addMethod(method, ServerCalls.asyncClientStreamingCall(answers -> new StreamObserver<byte[]>() {
            @Override
            public void onNext(byte[] message) {
                keep("grpc", message);
            }

            @Override
            public void onError(Throwable problem) {
                // the sender has given up, and what is missing is told by the test
            }

            @Override
            public void onCompleted() {
                answers.onNext(new byte[0]);
                answers.onCompleted();
            }
        })).build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.server.Ports;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import org.apache.skywalking.apm.network.management.v3.InstancePingPkg;
import org.apache.skywalking.apm.network.management.v3.ManagementServiceGrpc;
import org.apache.skywalking.oap.server.core.remote.grpc.proto.RemoteServiceGrpc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Upstream's limits, as a client notices them: on the core module's ports, on those of the sharing server and on an additional one. */
class LimitsIT {

    private static final int MESSAGE_BYTES = 100_000;
    private static final int HEADER_BYTES = 2_000;
    private static final int IDLE_MILLIS = 2_000;
    private static final int CALLS = 2;

    private static final Ports SHARED = Ports.free();
    private static RunningServer server;

    enum GrpcPort {
        CORE, SHARING;

        int number() {
            return this == CORE ? server.ports().grpc() : SHARED.grpc();
        }

        ManagedChannel channel() {
            return NettyChannelBuilder.forAddress("127.0.0.1", number()).usePlaintext().build();
        }

        /** A call that lasts until the client ends it; agents' services are on the sharing server's port here, what servers of a cluster say on the core module's. */
        StreamObserver<?> stream(ManagedChannel channel) {
            return this == CORE ? RemoteServiceGrpc.newStub(channel).call(new Ignoring<>()) : TraceSegmentReportServiceGrpc.newStub(channel).collect(new Ignoring<>());
        }

        /** One short message and its answer. */
        ListenableFuture<?> ask(ManagedChannel channel, int bytes) {
            var text = "x".repeat(bytes);
            return this == CORE
                ? HealthGrpc.newFutureStub(channel).check(HealthCheckRequest.newBuilder().setService(text).build())
                : ManagementServiceGrpc.newFutureStub(channel).keepAlive(InstancePingPkg.newBuilder().setService("limits").setServiceInstance(text).build());
        }
    }

    @BeforeAll
    static void start() {
        server = ServerUnderTest.launch()
            .env("SW_CORE_GRPC_MAX_MESSAGE_SIZE", String.valueOf(MESSAGE_BYTES)).env("SW_RECEIVER_GRPC_MAX_MESSAGE_SIZE", String.valueOf(MESSAGE_BYTES))
            .env("SW_CORE_GRPC_MAX_CONCURRENT_CALL", String.valueOf(CALLS)).env("SW_RECEIVER_GRPC_MAX_CONCURRENT_CALL", String.valueOf(CALLS))
            .env("SW_CORE_GRPC_THREAD_POOL_SIZE", "2").env("SW_RECEIVER_GRPC_THREAD_POOL_SIZE", "2")
            .env("SW_CORE_HTTP_MAX_REQUEST_HEADER_SIZE", String.valueOf(HEADER_BYTES))
            .env("SW_RECEIVER_SHARING_HTTP_MAX_REQUEST_HEADER_SIZE", String.valueOf(HEADER_BYTES))
            .env("SW_RECEIVER_AWS_FIREHOSE_HTTP_MAX_REQUEST_HEADER_SIZE", String.valueOf(HEADER_BYTES))
            .env("SW_CORE_REST_IDLE_TIMEOUT", String.valueOf(IDLE_MILLIS)).env("SW_RECEIVER_SHARING_REST_IDLE_TIMEOUT", String.valueOf(IDLE_MILLIS))
            .env("SW_PROMQL_REST_IDLE_TIMEOUT", String.valueOf(IDLE_MILLIS)).env("SW_RECEIVER_AWS_FIREHOSE_HTTP_IDLE_TIME_OUT", String.valueOf(IDLE_MILLIS))
            .env("SW_PROMQL_REST_QUEUE_SIZE", "1")
            .env("SW_RECEIVER_GRPC_PORT", String.valueOf(SHARED.grpc())).env("SW_RECEIVER_SHARING_REST_PORT", String.valueOf(SHARED.rest()))
            .start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    static Stream<Integer> httpPorts() {
        return Stream.of(server.ports().rest(), SHARED.rest(), server.ports().firehose());
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatIsTooLongIsRefusedAndCounted(GrpcPort port) {
        var channel = port.channel();
        try {
            var counted = counter("oap_grpc_refused_total", "RESOURCE_EXHAUSTED");
            assertThat(status(port.ask(channel, MESSAGE_BYTES / 2))).isEqualTo(Status.OK);
            var refused = status(port.ask(channel, 2 * MESSAGE_BYTES));
            assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(refused.getDescription()).contains(String.valueOf(MESSAGE_BYTES));
            await().atMost(Duration.ofSeconds(10)).until(() -> counter("oap_grpc_refused_total", "RESOURCE_EXHAUSTED") > counted);
        } finally {
            channel.shutdownNow();
        }
    }

    /** The port says at the connection's begin how many calls it takes; a client keeps the next one back. */
    @ParameterizedTest
    @EnumSource
    void aConnectionHasSoManyCallsAtATime(GrpcPort port) {
        var channel = port.channel();
        try {
            assertThat(status(port.ask(channel, 1))).isEqualTo(Status.OK);
            List<StreamObserver<?>> open = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                open.add(port.stream(channel));
            }
            var waiting = port.ask(channel, 1);
            await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(10)).until(() -> !waiting.isDone());
            open.get(0).onCompleted();
            assertThat(status(waiting)).isEqualTo(Status.OK);
            open.get(1).onCompleted();
        } finally {
            channel.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("httpPorts")
    void headersThatAreTooLongAreRefusedAndCounted(int port) throws IOException {
        assertThat(firstLine(port, "GET /healthcheck HTTP/1.1\r\nHost: a\r\nX-Long: " + "x".repeat(HEADER_BYTES / 2) + "\r\n\r\n")).doesNotContain(" 431 ");
        var counted = counter("oap_http_unreadable_total", "port=\"" + port + "\",status=\"431\"");
        assertThat(firstLine(port, "GET /healthcheck HTTP/1.1\r\nHost: a\r\nX-Long: " + "x".repeat(2 * HEADER_BYTES) + "\r\n\r\n"))
            .startsWith("HTTP/1.1 431 ");
        await().atMost(Duration.ofSeconds(10)).until(() -> counter("oap_http_unreadable_total", "port=\"" + port + "\",status=\"431\"") > counted);
    }

    @ParameterizedTest
    @MethodSource("httpPorts")
    void whatIsNoHttpIsRefusedAndCounted(int port) throws IOException {
        Map<String, String> requests = Map.of("400", "\u0016\u0003\u0001 no HTTP\r\n\r\n", "414", "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "501", "GET / HTTP/9.9\r\nHost: a\r\n\r\n");
        for (var request : requests.entrySet()) {
            var labels = "port=\"" + port + "\",status=\"" + request.getKey() + "\"";
            var counted = counter("oap_http_unreadable_total", labels);
            assertThat(firstLine(port, request.getValue())).contains(" " + request.getKey() + " ");
            await().atMost(Duration.ofSeconds(10)).until(() -> counter("oap_http_unreadable_total", labels) > counted);
        }
    }

    @Test
    void aBodyThatIsNoHttpIsCounted() throws IOException {
        int port = SHARED.rest();
        var labels = "port=\"" + port + "\",status=\"400\"";
        var counted = counter("oap_http_refused_total", labels);
        assertThat(firstLine(port, "POST /v3/segments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZZZ\r\n")).isNull();
        await().atMost(Duration.ofSeconds(10)).until(() -> counter("oap_http_refused_total", labels) > counted);
    }

    @ParameterizedTest
    @MethodSource("httpPorts")
    void anIdleConnectionIsClosed(int port) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30 * IDLE_MILLIS);
            socket.getOutputStream().write("GET /none HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 40");
        }
    }

    @Test
    void aConnectionAboveTheLimitIsClosedAndCounted() throws IOException {
        int port = server.ports().promql();
        try (var first = new Socket("127.0.0.1", port)) {
            first.getOutputStream().write("GET /api/v1/status/buildinfo HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(first.getInputStream().read()).isEqualTo('H');
            assertThat(new Http(port).find("/api/v1/status/buildinfo")).isEmpty();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> counter("oap_http_connections_refused_total", "port=\"" + port + "\"") > 0);
    }

    @Test
    void theThreadPoolThatIsNotThereIsTold() {
        assertThat(server.process().log()).containsOnlyOnce("core.default.gRPCThreadPoolSize has no effect");
    }

    private static Status status(ListenableFuture<?> call) {
        try {
            call.get(30, TimeUnit.SECONDS);
            return Status.OK;
        } catch (ExecutionException e) {
            return Status.fromThrowable(e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** @return the first line of the answer, or null where the connection is closed without one */
    private static String firstLine(int port, String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new StringBuilder();
            for (int next = socket.getInputStream().read(); next >= 0 && next != '\n'; next = socket.getInputStream().read()) {
                answer.append((char) next);
            }
            return answer.isEmpty() ? null : answer.toString().strip();
        }
    }

    /** The sum of all lines of a counter whose labels contain a text. */
    private static double counter(String name, String labels) {
        return server.http().send("GET", "/q/metrics", Map.of(), null).body().lines().filter(line -> line.startsWith(name + "{") && line.contains(labels))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }

    private static final class Ignoring<T> implements StreamObserver<T> {

        @Override
        public void onNext(T answer) {
        }

        @Override
        public void onError(Throwable problem) {
        }

        @Override
        public void onCompleted() {
        }
    }
}

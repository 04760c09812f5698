// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.event.v3.Event;
import org.apache.skywalking.apm.network.event.v3.EventServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import org.apache.skywalking.oap.server.exporter.grpc.ExportMetricValue;
import org.apache.skywalking.oap.server.exporter.grpc.ExportResponse;
import org.apache.skywalking.oap.server.exporter.grpc.MetricExportServiceGrpc;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.QuarkusUnitTest;

/** The core port as clients see it, in Quarkus' own gRPC server. */
class GrpcServerTest {

    private static final int FIFTY_MB = 52_428_800;

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
        .withApplicationRoot(jar -> jar.addClass(OrderProbe.class))
        .overrideConfigKey("quarkus.skywalking.config-dir", "../../oap-app/src/main/resources/skywalking")
        .overrideRuntimeConfigKey("SW_CORE_GRPC_PORT", freePort())
        .overrideRuntimeConfigKey("SW_CORE_REST_PORT", "0")
        .overrideRuntimeConfigKey("SW_STORAGE_H2_URL", "jdbc:h2:mem:grpc-server-test;DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE")
        .overrideRuntimeConfigKey("SW_AUTHENTICATION", "secret")
        .overrideRuntimeConfigKey("SW_RECEIVER_EVENT", "-");

    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        // Not a constant: this class is loaded once more inside the application.
        int port = ConfigProvider.getConfig().getValue("quarkus.grpc.server.test-port", Integer.class);
        channel = NettyChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void agentsOfBothPackageGenerationsAreAnswered() throws Exception {
        var current = new Answer<Commands>();
        TraceSegmentReportServiceGrpc.newStub(authenticated("secret")).collect(current).onCompleted();
        assertThat(current.status()).isEqualTo(Status.OK);
        var compat = new Answer<Commands>();
        org.apache.skywalking.apm.network.language.agent.v3.compat.TraceSegmentReportServiceGrpc.newStub(authenticated("secret")).collect(compat).onCompleted();
        assertThat(compat.status()).isEqualTo(Status.OK);
    }

    @Test
    void agentsWithoutTheTokenAreNot() throws Exception {
        for (var client : new Channel[] {channel, authenticated("guess")}) {
            var answer = new Answer<Commands>();
            TraceSegmentReportServiceGrpc.newStub(client).collect(answer).onNext(SegmentObject.getDefaultInstance());
            assertThat(answer.status().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        }
    }

    @Test
    void healthNeedsNoToken() {
        var check = MethodDescriptor.newBuilder(ProtoUtils.marshaller(HealthCheckRequest.getDefaultInstance()),
                ProtoUtils.marshaller(HealthCheckResponse.getDefaultInstance()))
            .setType(MethodDescriptor.MethodType.UNARY).setFullMethodName("grpc.health.v1.Health/Check").build();
        assertThat(ClientCalls.blockingUnaryCall(channel, check, CallOptions.DEFAULT, HealthCheckRequest.getDefaultInstance()).getStatus())
            .isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void aServiceWhoseModuleIsOffSaysSo() throws Exception {
        var answer = new Answer<Commands>();
        EventServiceGrpc.newStub(channel).collect(answer).onNext(Event.getDefaultInstance());
        assertThat(answer.status().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(answer.status().getDescription()).startsWith("module receiver-event is off");
    }

    @Test
    void messagesOfOneStreamArriveInOrderOnWorkers() throws Exception {
        var client = MetricExportServiceGrpc.newStub(channel);
        var noise = IntStream.range(0, 8).mapToObj(i -> client.export(new Answer<>())).toList();
        var answer = new Answer<ExportResponse>();
        var stream = client.export(answer);
        for (int i = 0; i < 10_000; i++) {
            stream.onNext(ExportMetricValue.newBuilder().setEntityId("m" + i).build());
            noise.get(i % noise.size()).onNext(ExportMetricValue.getDefaultInstance());
        }
        stream.onCompleted();
        assertThat(answer.status()).isEqualTo(Status.OK);
        assertThat(OrderProbe.RECEIVED).containsExactlyElementsOf(IntStream.range(0, 10_000).mapToObj(i -> "m" + i).toList());
        assertThat(OrderProbe.THREADS).noneMatch(name -> name.contains("eventloop")).hasSizeGreaterThan(1);
    }

    @Test
    void fiftyMegabytesFit() throws Exception {
        var fits = new Answer<ExportResponse>();
        var stream = MetricExportServiceGrpc.newStub(channel).export(fits);
        stream.onNext(ExportMetricValue.newBuilder().setMetricName("x".repeat(FIFTY_MB - 100)).build());
        stream.onCompleted();
        assertThat(fits.status()).isEqualTo(Status.OK);

        var tooLong = new Answer<ExportResponse>();
        MetricExportServiceGrpc.newStub(channel).export(tooLong).onNext(ExportMetricValue.newBuilder().setMetricName("x".repeat(FIFTY_MB + 1)).build());
        assertThat(tooLong.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    private Channel authenticated(String token) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("Authentication", Metadata.ASCII_STRING_MARSHALLER), token);
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static String freePort() {
        try (var socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Answer<T> implements StreamObserver<T> {

        private final CompletableFuture<Status> status = new CompletableFuture<>();

        @Override
        public void onNext(T message) {
            // Only the end counts.
        }

        @Override
        public void onError(Throwable problem) {
            status.complete(Status.fromThrowable(problem));
        }

        @Override
        public void onCompleted() {
            status.complete(Status.OK);
        }

        Status status() throws Exception {
            return status.get(30, TimeUnit.SECONDS);
        }
    }
}

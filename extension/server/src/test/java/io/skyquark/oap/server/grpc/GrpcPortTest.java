// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentCollection;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import org.apache.skywalking.oap.server.core.remote.health.HealthCheckServiceHandler;
import org.apache.skywalking.oap.server.core.server.auth.AuthenticationInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.skyquark.oap.model.ConnectionAge;
import io.skyquark.oap.model.OapHealth;
import io.skyquark.oap.model.OapParts;
import io.skyquark.oap.model.OapServer;
import io.skyquark.oap.server.lifecycle.Deadline;
import io.vertx.core.Vertx;

class GrpcPortTest {

    private static final int FIFTY_MB = 52_428_800;

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Segments segments = new Segments(goOn);
    private final OapGrpcServer server = new OapGrpcServer("localhost", 0, null, false);
    private GrpcPort port;
    private ManagedChannel channel;

    @BeforeEach
    void prepare() {
        server.setMaxMessageSize(FIFTY_MB);
        server.initialize();
        server.addHandler(segments);
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        if (channel != null) {
            channel.shutdownNow();
            port.shutdown();
            port.awaitClosed(Deadline.in(Duration.ofSeconds(1)));
        }
        OapGrpcServers.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private TraceSegmentReportServiceGrpc.TraceSegmentReportServiceStub open() throws Exception {
        port = GrpcPort.open(server, vertx, ConnectionAge.UNLIMITED);
        channel = NettyChannelBuilder.forAddress("localhost", port.number()).usePlaintext().build();
        return TraceSegmentReportServiceGrpc.newStub(channel);
    }

    private static SegmentObject segment(String id) {
        return SegmentObject.newBuilder().setTraceSegmentId(id).build();
    }

    @Test
    void messagesOfOneStreamArriveInOrderOnWorkers() throws Exception {
        var client = open();
        var noise = IntStream.range(0, 8).mapToObj(i -> new Answer<Commands>()).toList();
        var streams = noise.stream().map(client::collect).toList();
        var answer = new Answer<Commands>();
        var stream = client.collect(answer);
        for (int i = 0; i < 10_000; i++) {
            stream.onNext(segment("m" + i));
            streams.get(i % streams.size()).onNext(segment("noise"));
        }
        stream.onCompleted();
        assertThat(answer.status()).isEqualTo(Status.OK);
        assertThat(segments.received.stream().filter(id -> id.startsWith("m"))).containsExactlyElementsOf(
            IntStream.range(0, 10_000).mapToObj(i -> "m" + i).toList());
        assertThat(segments.threads).noneMatch(name -> name.contains("eventloop")).hasSizeGreaterThan(1);
    }

    @Test
    void acceptsMessagesUpToTheLimit() throws Exception {
        var client = open();
        var fits = new Answer<Commands>();
        var stream = client.collect(fits);
        stream.onNext(segment("x".repeat(FIFTY_MB - 100)));
        stream.onCompleted();
        assertThat(fits.status()).isEqualTo(Status.OK);

        var tooLong = new Answer<Commands>();
        client.collect(tooLong).onNext(segment("x".repeat(FIFTY_MB + 1)));
        assertThat(tooLong.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void aStoppingServerAnswersWhatItHasAndRefusesTheRest() throws Exception {
        var client = open();
        var quiet = new Answer<Commands>();
        client.collect(quiet).onNext(segment("of an open stream"));
        assertThat(segments.arrived.await(30, TimeUnit.SECONDS)).isTrue();
        var busy = new Answer<Commands>();
        client.collectInSync(SegmentCollection.newBuilder().addSegments(segment("in flight")).build(), busy);
        awaitInFlight(2);

        var stopped = CompletableFuture.supplyAsync(() -> OapGrpcServers.stopAccepting(Duration.ofSeconds(20)));
        assertThat(quiet.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        var late = new Answer<Commands>();
        client.collect(late);
        assertThat(late.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(late.status().getDescription()).isEqualTo("the server is stopping");
        assertThat(stopped).isNotDone();
        assertThat(busy.isThere()).isFalse();

        goOn.countDown();
        assertThat(stopped.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(segments.received).containsExactlyInAnyOrder("of an open stream", "in flight");
        assertThat(busy.status()).isEqualTo(Status.OK);
    }

    @Test
    void aCallThatDoesNotEndIsCutOffAtTheBoundAndItsAcknowledgementDropped() throws Exception {
        var client = open();
        var busy = new Answer<Commands>();
        client.collectInSync(SegmentCollection.newBuilder().addSegments(segment("slow")).build(), busy);
        assertThat(segments.arrived.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(OapGrpcServers.stopAccepting(Duration.ofMillis(100))).isEqualTo(1);
        assertThat(busy.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        goOn.countDown();
        awaitInFlight(0);
        assertThat(segments.received).containsExactly("slow");
    }

    @Test
    void aNewBootAcceptsAgainAndTheOldOneDoesNot() throws Exception {
        var client = open();
        OapGrpcServers.close();
        var refused = new Answer<Commands>();
        client.collect(refused);
        assertThat(refused.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(new OapGrpcServer("localhost", 0, null, false)).isNotNull();
        assertThat(OapGrpcServers.stopAccepting(Duration.ofSeconds(1))).isZero();
    }

    @Test
    void authenticationOfAReceiverPortHolds() throws Exception {
        server.addHandler(new AuthenticationInterceptor("secret"));
        var answer = new Answer<Commands>();
        open().collect(answer);
        assertThat(answer.status().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        awaitInFlight(0);
    }

    @Test
    void healthIsTheBootsHealth() throws Exception {
        server.addHandler(new HealthCheckServiceHandler());
        open();
        assertThat(health()).isEqualTo(ServingStatus.NOT_SERVING);
        OapGrpcServers.current().booted(new FixedHealth(new OapHealth(true, true, "")));
        assertThat(health()).isEqualTo(ServingStatus.SERVING);
        OapGrpcServers.current().booted(new FixedHealth(new OapHealth(true, false, "storage is down")));
        assertThat(health()).isEqualTo(ServingStatus.NOT_SERVING);
    }

    @Test
    void namesThePortThatCannotBeOpened() throws Exception {
        open();
        var second = new OapGrpcServer("localhost", port.number(), null, false);
        assertThatThrownBy(() -> GrpcPort.open(second, vertx, ConnectionAge.UNLIMITED)).isInstanceOf(GrpcStartException.class)
            .hasMessageContaining("localhost:" + port.number());
    }

    @Test
    void speaksTls(@TempDir Path folder) throws Exception {
        var files = Certificates.in(folder);
        var secured = new OapGrpcServer("localhost", 0, files.certificate().toString(), files.key().toString(), "");
        secured.initialize();
        secured.addHandler(segments);
        port = GrpcPort.open(secured, vertx, ConnectionAge.UNLIMITED);
        channel = NettyChannelBuilder.forAddress("localhost", port.number())
            .sslContext(GrpcSslContexts.forClient().trustManager(files.certificate().toFile()).build()).build();
        var answer = new Answer<Commands>();
        TraceSegmentReportServiceGrpc.newStub(channel).collect(answer).onCompleted();
        assertThat(answer.status()).isEqualTo(Status.OK);
    }

    @Test
    void namesTheCertificateThatCannotBeUsed(@TempDir Path folder) {
        var server = new OapGrpcServer("localhost", 0, folder.resolve("none.crt").toString(), folder.resolve("none.pem").toString(), null);
        assertThatThrownBy(server::initialize).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none.crt");
    }

    @Test
    void tlsWithoutFilesIsRefused() {
        assertThatThrownBy(() -> new OapGrpcServer("localhost", 0, "", null, null)).hasMessageContaining("gRPCSslCertChainPath");
    }

    private ServingStatus health() {
        var check = MethodDescriptor.newBuilder(ProtoUtils.marshaller(HealthCheckRequest.getDefaultInstance()),
                ProtoUtils.marshaller(HealthCheckResponse.getDefaultInstance()))
            .setType(MethodDescriptor.MethodType.UNARY).setFullMethodName("grpc.health.v1.Health/Check").build();
        return ClientCalls.blockingUnaryCall(channel, check, CallOptions.DEFAULT, HealthCheckRequest.getDefaultInstance()).getStatus();
    }

    private void awaitInFlight(int calls) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (OapGrpcServers.current().gate().inFlight() != calls && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(OapGrpcServers.current().gate().inFlight()).isEqualTo(calls);
    }

    private record FixedHealth(OapHealth health) implements OapServer {

        @Override
        public void boot(OapParts parts) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException();
        }
    }
}

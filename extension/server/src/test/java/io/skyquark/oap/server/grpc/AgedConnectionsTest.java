// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import org.junit.jupiter.api.Test;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.skyquark.oap.model.ConnectionAge;
import io.skyquark.oap.model.OapStartException;
import io.vertx.core.Vertx;

class AgedConnectionsTest {

    @Test
    void aConnectionEndsAndTheNextCallOpensAnother() throws Exception {
        var vertx = Vertx.vertx();
        var server = new OapGrpcServer("localhost", 0, null, false);
        server.initialize();
        server.addHandler(new Segments(new CountDownLatch(0)));
        var port = GrpcPort.open(server, vertx, new ConnectionAge(Duration.ofMillis(300), 0, Duration.ofSeconds(10)));
        var channel = NettyChannelBuilder.forAddress("localhost", port.number()).usePlaintext().build();
        try {
            for (int connection = 0; connection < 3; connection++) {
                call(channel);
                awaitIdle(channel);
            }
        } finally {
            channel.shutdownNow();
            port.shutdown();
            OapGrpcServers.close();
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void theJitterIsTheConfiguredOne() {
        new ConnectionAge(Duration.ofMinutes(1), 0.5, Duration.ZERO).use();
        // What gRPC makes of the random number.
        var factors = DoubleStream.generate(() -> 0.9 + ConnectionAge.random() * 0.2).limit(10_000).summaryStatistics();
        assertThat(factors.getMin()).isBetween(0.5, 0.55);
        assertThat(factors.getMax()).isBetween(1.45, 1.5);
        assertThat(factors.getAverage()).isBetween(0.98, 1.02);
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> new ConnectionAge(Duration.ofSeconds(-1), 0, Duration.ZERO)).isInstanceOf(OapStartException.class)
            .hasMessage("quarkus.skywalking.grpc.max-connection-age must not be negative, found PT-1S; 0 switches it off");
        assertThatThrownBy(() -> new ConnectionAge(Duration.ZERO, 1, Duration.ZERO)).isInstanceOf(OapStartException.class)
            .hasMessage("quarkus.skywalking.grpc.max-connection-age-jitter must lie between 0 and 0.9, found 1.0");
        assertThatThrownBy(() -> new ConnectionAge(Duration.ZERO, 0, Duration.ofSeconds(-1))).isInstanceOf(OapStartException.class)
            .hasMessage("quarkus.skywalking.grpc.max-connection-age-grace must not be negative, found PT-1S");
    }

    private static void call(ManagedChannel channel) throws Exception {
        var answer = new Answer<Commands>();
        var call = TraceSegmentReportServiceGrpc.newStub(channel).collect(answer);
        call.onNext(SegmentObject.newBuilder().setTraceSegmentId("a").build());
        call.onCompleted();
        assertThat(answer.status().isOk()).isTrue();
    }

    private static void awaitIdle(ManagedChannel channel) throws Exception {
        for (var state = channel.getState(false); state != ConnectivityState.IDLE; state = channel.getState(false)) {
            var change = new CompletableFuture<Void>();
            channel.notifyWhenStateChanged(state, () -> change.complete(null));
            change.get(30, TimeUnit.SECONDS);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.operation;

import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanLayer;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanType;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;

/** Agents that send segments, call after call, until the server refuses or the stream is closed. */
public final class SegmentStream implements AutoCloseable {

    public static final String SERVICE = "stream";
    private static final int AGENTS = 4;
    private static final int SEGMENTS_OF_A_CALL = 20;

    private final TraceSegmentReportServiceGrpc.TraceSegmentReportServiceStub stub;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final ExecutorService agents = Executors.newCachedThreadPool();
    private final Duration pause;

    /** Four agents without a pause. */
    SegmentStream(Channel channel) {
        this(channel, AGENTS, Duration.ZERO);
    }

    /** @param pause of each agent after each call of 20 segments */
    public SegmentStream(Channel channel, int agentCount, Duration pause) {
        this.stub = TraceSegmentReportServiceGrpc.newStub(channel);
        this.pause = pause;
        for (int i = 0; i < agentCount; i++) {
            agents.execute(this::send);
        }
    }

    /** The segments of all calls that the server answered and completed. */
    public Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Lets every call that has begun come to its end. */
    @Override
    public void close() {
        agents.shutdownNow();
        try {
            agents.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() {
        boolean accepted = true;
        while (accepted && !Thread.currentThread().isInterrupted()) {
            var end = new CompletableFuture<Boolean>();
            var call = stub.withDeadlineAfter(30, TimeUnit.SECONDS).collect(new Answer(end));
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < SEGMENTS_OF_A_CALL; i++) {
                var id = UUID.randomUUID().toString();
                call.onNext(segment(id));
                sent.add(id);
            }
            call.onCompleted();
            accepted = end.join();
            if (accepted) {
                acknowledged.addAll(sent);
            }
            accepted &= rest();
        }
    }

    private boolean rest() {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static SegmentObject segment(String id) {
        long now = System.currentTimeMillis();
        return SegmentObject.newBuilder().setTraceId(id).setTraceSegmentId(id).setService(SERVICE).setServiceInstance(SERVICE + "-1")
            .addSpans(SpanObject.newBuilder().setSpanId(0).setParentSpanId(-1).setStartTime(now - 5).setEndTime(now).setOperationName("/stream")
                .setSpanType(SpanType.Entry).setSpanLayer(SpanLayer.Http).setComponentId(1))
            .build();
    }

    /** Completes with whether the server gave its answer and ended the call without an error. */
    private record Answer(CompletableFuture<Boolean> end) implements StreamObserver<Commands> {

        @Override
        public void onNext(Commands commands) {
            // The end of the call is what counts.
        }

        @Override
        public void onError(Throwable problem) {
            end.complete(false);
        }

        @Override
        public void onCompleted() {
            end.complete(true);
        }
    }
}

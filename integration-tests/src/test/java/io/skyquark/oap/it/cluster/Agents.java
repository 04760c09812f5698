// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.cluster;

import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import io.skyquark.oap.it.server.RunningServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanLayer;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanType;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;

/** Agents of several services that send segments call after call, through every server that they know in turn. Each segment is one call of its service. */
final class Agents implements AutoCloseable {

    private static final int SEGMENTS_OF_A_CALL = 20;
    private static final int SERVICES = 12;
    private static final long PAUSE_MILLIS = 20;

    private final CopyOnWriteArrayList<Channel> servers = new CopyOnWriteArrayList<>();
    private final ExecutorService senders = Executors.newCachedThreadPool();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong unsure = new AtomicLong();
    private volatile boolean stopped;

    void add(RunningServer server) {
        servers.add(server.grpc().channel());
    }

    void remove(RunningServer server) {
        servers.remove(server.grpc().channel());
    }

    /** Starts as many senders, which go on until they are stopped. */
    void start(int number) {
        for (int i = 0; i < number; i++) {
            int first = i;
            senders.execute(() -> {
                for (int call = first; !stopped; call++) {
                    send(servers.get(call % servers.size()), call % SERVICES);
                    pause();
                }
            });
        }
    }

    /** One call of 20 segments to each of the servers from each of the services. */
    void sendToEach() {
        for (var server : servers) {
            for (int service = 0; service < SERVICES; service++) {
                send(server, service);
            }
        }
    }

    /** Segments of calls that a server answered and completed. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Segments of all other calls: a server may have taken some of them. */
    long unsure() {
        return unsure.get();
    }

    void stop() throws InterruptedException {
        stopped = true;
        senders.shutdown();
        senders.awaitTermination(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        stopped = true;
        senders.shutdownNow();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Channel server, int service) {
        var end = new CompletableFuture<Boolean>();
        var call = TraceSegmentReportServiceGrpc.newStub(server).withDeadlineAfter(30, TimeUnit.SECONDS).collect(new StreamObserver<>() {
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
        });
        for (int i = 0; i < SEGMENTS_OF_A_CALL; i++) {
            call.onNext(segment("shared-" + service));
        }
        call.onCompleted();
        (end.join() ? acknowledged : unsure).addAndGet(SEGMENTS_OF_A_CALL);
    }

    /** A segment as agents send it over HTTP. */
    static Map<String, ?> json(String service) {
        long now = System.currentTimeMillis();
        var id = UUID.randomUUID().toString();
        return Map.of("traceId", id, "traceSegmentId", id, "service", service, "serviceInstance", service + "-1",
            "spans", List.of(Map.of("spanId", 0, "parentSpanId", -1, "startTime", now - 5, "endTime", now, "operationName", "/shared", "spanType", "Entry",
                "spanLayer", "Http", "componentId", 1)));
    }

    private static SegmentObject segment(String service) {
        long now = System.currentTimeMillis();
        var id = UUID.randomUUID().toString();
        return SegmentObject.newBuilder().setTraceId(id).setTraceSegmentId(id).setService(service).setServiceInstance(service + "-1")
            .addSpans(SpanObject.newBuilder().setSpanId(0).setParentSpanId(-1).setStartTime(now - 5).setEndTime(now).setOperationName("/shared")
                .setSpanType(SpanType.Entry).setSpanLayer(SpanLayer.Http).setComponentId(1))
            .build();
    }
}

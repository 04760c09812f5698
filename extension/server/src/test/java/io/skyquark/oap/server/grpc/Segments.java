// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentCollection;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;

import io.grpc.stub.StreamObserver;

/** A receiver of segments that keeps what it got and can be held up. */
final class Segments extends TraceSegmentReportServiceGrpc.TraceSegmentReportServiceImplBase {

    static final String SERVICE = TraceSegmentReportServiceGrpc.SERVICE_NAME;

    final List<String> received = new CopyOnWriteArrayList<>();
    final Set<String> threads = ConcurrentHashMap.newKeySet();
    final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch goOn;

    Segments(CountDownLatch goOn) {
        this.goOn = goOn;
    }

    @Override
    public StreamObserver<SegmentObject> collect(StreamObserver<Commands> response) {
        return new StreamObserver<>() {
            @Override
            public void onNext(SegmentObject segment) {
                take(segment);
            }

            @Override
            public void onError(Throwable problem) {
                // The client went away.
            }

            @Override
            public void onCompleted() {
                response.onNext(Commands.getDefaultInstance());
                response.onCompleted();
            }
        };
    }

    @Override
    public void collectInSync(SegmentCollection request, StreamObserver<Commands> response) {
        arrived.countDown();
        try {
            goOn.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        request.getSegmentsList().forEach(this::take);
        response.onNext(Commands.getDefaultInstance());
        response.onCompleted();
    }

    private void take(SegmentObject segment) {
        threads.add(Thread.currentThread().getName());
        received.add(segment.getTraceSegmentId());
        arrived.countDown();
    }
}

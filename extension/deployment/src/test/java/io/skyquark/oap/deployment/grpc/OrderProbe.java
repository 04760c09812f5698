// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.grpc;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.skywalking.oap.server.exporter.grpc.ExportMetricValue;
import org.apache.skywalking.oap.server.exporter.grpc.ExportResponse;
import org.apache.skywalking.oap.server.exporter.grpc.MetricExportServiceGrpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;

/** A service of the application's own beside OAP's, under the same server and the same rule: everything on workers. Keeps what it got, per stream. */
@GrpcService
@Blocking
public class OrderProbe extends MetricExportServiceGrpc.MetricExportServiceImplBase {

    static final List<String> RECEIVED = new CopyOnWriteArrayList<>();
    static final Set<String> THREADS = ConcurrentHashMap.newKeySet();

    @Override
    public StreamObserver<ExportMetricValue> export(StreamObserver<ExportResponse> response) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ExportMetricValue value) {
                THREADS.add(Thread.currentThread().getName());
                if (!value.getEntityId().isEmpty()) {
                    RECEIVED.add(value.getEntityId());
                }
            }

            @Override
            public void onError(Throwable problem) {
                // The client went away.
            }

            @Override
            public void onCompleted() {
                response.onNext(ExportResponse.getDefaultInstance());
                response.onCompleted();
            }
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.cluster;

import java.util.concurrent.CompletableFuture;

import org.apache.skywalking.oap.server.core.remote.grpc.proto.Empty;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.skyquark.oap.server.grpc.Untouched;

/** What becomes of one call to another server, and whether that server has, or may have, looked at it. */
final class Delivery implements StreamObserver<Empty> {

    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private volatile boolean underWay;
    private volatile boolean turnedAway;

    /** The last attempt counts: gRPC makes another one only where a server has certainly not looked at the one before. */
    ClientInterceptor trace() {
        var attempts = new ClientStreamTracer.Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
                underWay = false;
                return new ClientStreamTracer() {
                    @Override
                    public void outboundHeaders() {
                        underWay = true;
                    }
                };
            }
        };
        return new ClientInterceptor() {
            @Override
            public <A, B> ClientCall<A, B> interceptCall(MethodDescriptor<A, B> method, CallOptions options, Channel next) {
                return next.newCall(method, options.withStreamTracerFactory(attempts));
            }
        };
    }

    Status await() {
        return end.join();
    }

    boolean isUntouched() {
        return !underWay || turnedAway;
    }

    @Override
    public void onNext(Empty acknowledged) {
        // The end of the call is what counts.
    }

    @Override
    public void onError(Throwable problem) {
        turnedAway = Untouched.isMarked(Status.trailersFromThrowable(problem));
        end.complete(Status.fromThrowable(problem));
    }

    @Override
    public void onCompleted() {
        end.complete(Status.OK);
    }
}

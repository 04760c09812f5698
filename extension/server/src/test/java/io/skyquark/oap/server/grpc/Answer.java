// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** What a client hears in the end. */
final class Answer<T> implements StreamObserver<T> {

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

    boolean isThere() {
        return status.isDone();
    }

    Status status() throws Exception {
        return status.get(30, TimeUnit.SECONDS);
    }
}

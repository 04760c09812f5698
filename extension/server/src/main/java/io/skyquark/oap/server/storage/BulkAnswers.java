// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

import org.apache.skywalking.banyandb.model.v1.BanyandbModel.Status;

import io.grpc.stub.StreamObserver;

/**
 * What BanyanDB said of the messages of one bulk. The bulk's stream carries one answer for each message, which upstream's client does not look at: so far as
 * there are answers when a stream breaks, what they acknowledge is stored and must not be sent again, since BanyanDB keeps both of two equal elements.
 */
final class BulkAnswers {

    private final Map<Long, Status> answered = new ConcurrentHashMap<>();
    private volatile Throwable failure;
    private volatile long lastSent;

    /** The status of a message, or null where the server has not told it. */
    Status status(long messageId) {
        return answered.get(messageId);
    }

    /** Why the stream broke, or null where it came to its end. */
    Throwable failure() {
        return failure;
    }

    void failed(Throwable why) {
        failure = why;
    }

    /** The message that was sent last. */
    long lastSent() {
        return lastSent;
    }

    /** What sends requests on, and remembers their IDs. */
    <Q> StreamObserver<Q> requests(StreamObserver<Q> call, ToLongFunction<Q> messageId) {
        return new StreamObserver<>() {
            @Override
            public void onNext(Q request) {
                lastSent = messageId.applyAsLong(request);
                call.onNext(request);
            }

            @Override
            public void onError(Throwable problem) {
                call.onError(problem);
            }

            @Override
            public void onCompleted() {
                call.onCompleted();
            }
        };
    }

    /**
     * What receives the answers.
     *
     * @param end completed when the stream has ended in one way or the other
     */
    <A> StreamObserver<A> responses(CompletableFuture<Void> end, Consumer<A> each) {
        return new StreamObserver<>() {
            @Override
            public void onNext(A answer) {
                each.accept(answer);
            }

            @Override
            public void onError(Throwable problem) {
                failure = problem;
                end.complete(null);
            }

            @Override
            public void onCompleted() {
                end.complete(null);
            }
        };
    }

    void answer(long messageId, Status status) {
        answered.put(messageId, status);
    }
}

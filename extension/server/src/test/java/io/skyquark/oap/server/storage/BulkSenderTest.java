// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import static io.skyquark.oap.server.storage.Bulk.Fate.FAILED;
import static io.skyquark.oap.server.storage.Bulk.Fate.REFUSED;
import static io.skyquark.oap.server.storage.Bulk.Fate.STORED;
import static io.skyquark.oap.server.storage.Bulk.Fate.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.skywalking.banyandb.model.v1.BanyandbModel.Status;
import org.junit.jupiter.api.Test;

import io.grpc.stub.StreamObserver;

class BulkSenderTest {

    private static final Throwable BROKEN = io.grpc.Status.UNAVAILABLE.asRuntimeException();

    private final BulkAnswers answers = new BulkAnswers();
    private final List<Long> sent = new ArrayList<>();
    private final Map<Long, CompletableFuture<Void>> added = new LinkedHashMap<>();

    @Test
    void whatIsAnsweredIsSettledAndTheRestOfABrokenStreamIsUnknown() {
        var outcome = send(BROKEN, Map.of(1L, Status.STATUS_SUCCEED, 2L, Status.STATUS_INVALID_TIMESTAMP, 3L, Status.STATUS_INTERNAL_ERROR), 1L, 2L, 3L, 4L);
        assertThat(outcome.fates()).containsExactly(STORED, REFUSED, FAILED, UNKNOWN);
        assertThat(outcome.failure()).isSameAs(BROKEN);
        assertThat(sent).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aStreamThatEndsWellHasStoredWhatItDoesNotMention() {
        var outcome = send(null, Map.of(2L, Status.STATUS_EXPIRED_SCHEMA), 1L, 2L);
        assertThat(outcome.fates()).containsExactly(STORED, REFUSED);
        assertThat(outcome.failure()).isNull();
    }

    @Test
    void whatCannotBeBuiltIsNotSent() {
        var outcome = send(null, Map.of(), 1L, -2L, 3L);
        assertThat(outcome.fates()).containsExactly(STORED, REFUSED, STORED);
        assertThat(sent).containsExactly(1L, 3L);
    }

    @Test
    void aFlushThatFailsAtOnceLeavesEverythingUnknown() {
        var outcome = BulkSender.send(List.of(1L, 2L), write -> new CompletableFuture<>(), () -> {
            throw new IllegalStateException("no channel");
        }, answers);
        assertThat(outcome.fates()).containsExactly(UNKNOWN, UNKNOWN);
        assertThat(outcome.failure()).hasMessage("no channel");
    }

    /**
     * @param failure how the stream breaks after the answers, or null
     * @param messages their IDs; one below zero cannot be built
     */
    private Bulk.Outcome send(Throwable failure, Map<Long, Status> statuses, Long... messages) {
        return BulkSender.send(List.of(messages), message -> {
            var future = new CompletableFuture<Void>();
            added.put(message, future);
            return future;
        }, () -> flush(failure, statuses), answers);
    }

    /** What upstream's processor does. */
    private void flush(Throwable failure, Map<Long, Status> statuses) {
        var end = new CompletableFuture<Void>();
        StreamObserver<Long> responses = answers.responses(end, id -> answers.answer(id, statuses.get(id)));
        StreamObserver<Long> call = answers.requests(new Call(), id -> id);
        added.forEach((message, future) -> {
            if (message < 0) {
                future.completeExceptionally(new IllegalArgumentException("timestamp is invalid."));
            } else {
                call.onNext(message);
                future.complete(null);
            }
        });
        statuses.keySet().forEach(responses::onNext);
        if (failure == null) {
            responses.onCompleted();
        } else {
            responses.onError(failure);
        }
        assertThat(end).isCompleted();
    }

    private final class Call implements StreamObserver<Long> {

        @Override
        public void onNext(Long message) {
            sent.add(message);
        }

        @Override
        public void onError(Throwable problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void onCompleted() {
            // The bulk is complete.
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.apache.skywalking.banyandb.model.v1.BanyandbModel.Status;

/** What the bulks of streams and of measures have in common: they put each write in upstream's processor, flush it, and see what came of each. */
final class BulkSender {

    /** Period of the processor's own flushes; they are ended before the first. */
    static final int NO_FLUSH_SECONDS = 86_400;

    private BulkSender() {
    }

    /**
     * @param add puts a write into the processor; its future ends when the write has been sent, or cannot be
     * @param flush sends what was put, and waits for the end of the stream
     * @param answers for this bulk
     */
    static <W> Bulk.Outcome send(List<W> writes, Function<W, CompletableFuture<Void>> add, Runnable flush, BulkAnswers answers) {
        var ids = new long[writes.size()];
        var sent = new boolean[writes.size()];
        var fates = new Bulk.Fate[writes.size()];
        Arrays.fill(fates, Bulk.Fate.UNKNOWN);
        for (int i = 0; i < writes.size(); i++) {
            int index = i;
            add.apply(writes.get(i)).whenComplete((done, problem) -> {
                if (problem == null) {
                    ids[index] = answers.lastSent();
                    sent[index] = true;
                } else {
                    fates[index] = Bulk.Fate.REFUSED;
                }
            });
        }
        try {
            flush.run();
        } catch (RuntimeException e) {
            answers.failed(e);
        }
        for (int i = 0; i < fates.length; i++) {
            if (sent[i]) {
                fates[i] = fate(answers.status(ids[i]), answers.failure() == null);
            }
        }
        return new Bulk.Outcome(fates, answers.failure());
    }

    private static Bulk.Fate fate(Status status, boolean streamEnded) {
        if (status == null) {
            return streamEnded ? Bulk.Fate.STORED : Bulk.Fate.UNKNOWN;
        }
        return switch (status) {
            case STATUS_SUCCEED, STATUS_UNSPECIFIED -> Bulk.Fate.STORED;
            case STATUS_INTERNAL_ERROR -> Bulk.Fate.FAILED;
            default -> Bulk.Fate.REFUSED;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the storage answers, as the last write or read found. Says so once when it stops to answer, then now and then, and when it answers again. */
final class StorageState {

    private static final Logger LOG = LoggerFactory.getLogger(StorageState.class);
    private static final long REMIND_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long ANSWERS = 0;

    /** {@link System#nanoTime()} of the first failure since the last answer. */
    private static final AtomicLong AWAY_SINCE = new AtomicLong(ANSWERS);
    private static final AtomicLong LAST_SAID = new AtomicLong();

    private StorageState() {
    }

    static boolean isAway() {
        return AWAY_SINCE.get() != ANSWERS;
    }

    /** What is wrong, or an empty string. */
    static String problem() {
        long since = AWAY_SINCE.get();
        return since == ANSWERS ? "" : "data waits for the storage, which has not answered for " + seconds(System.nanoTime() - since) + " s";
    }

    static void answered() {
        if (isAway()) {
            long since = AWAY_SINCE.getAndSet(ANSWERS);
            if (since != ANSWERS) {
                LOG.info("The storage answers again after {} s", seconds(System.nanoTime() - since));
            }
        }
    }

    static void failed(Throwable failure) {
        long now = System.nanoTime();
        if (AWAY_SINCE.compareAndSet(ANSWERS, now == ANSWERS ? 1 : now)) {
            LAST_SAID.set(now);
            LOG.error("The storage does not answer, data waits for it: {}", StorageFailures.text(failure));
            return;
        }
        long said = LAST_SAID.get();
        if (now - said > REMIND_NANOS && LAST_SAID.compareAndSet(said, now)) {
            LOG.error("The storage has not answered for {} s, data waits for it: {}", seconds(now - AWAY_SINCE.get()), StorageFailures.text(failure));
        }
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }
}

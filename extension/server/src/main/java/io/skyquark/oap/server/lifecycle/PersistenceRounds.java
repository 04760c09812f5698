// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.time.Duration;

import org.apache.skywalking.oap.server.core.storage.PersistenceTimer;

/** The rounds in which upstream writes what it has aggregated. */
public final class PersistenceRounds {

    /** {@code MetricsPersistentWorker.persistentMod} of the hour and day workers: they write in every fourth round. */
    static final int OF_DOWN_SAMPLING = 4;

    private static final Duration QUEUES = Duration.ofMillis(500);

    private PersistenceRounds() {
    }

    /** Whether the server is about to end, so that what is not written now never is. */
    public static boolean areLast() {
        return DrainClock.isDraining();
    }

    /** Has as many rounds as every worker needs to write, beside the regular ones and on their thread. */
    public static void soon() {
        var timer = OapExecutors.scheduler(PersistenceTimer.class);
        if (timer != null) {
            timer.repeat(OF_DOWN_SAMPLING, PersistenceRounds::awaitQueues);
        }
    }

    /** What a round has passed on to the hours and days reaches them by a queue. */
    private static void awaitQueues() {
        try {
            ConsumerWorker.awaitIdle(Deadline.in(QUEUES));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The clock of upstream's workers that hold data back for a period ({@code MetricsAggregateWorker}: 500 ms, {@code TopNWorker}: 10 minutes), in place of
 * {@link System}. While the server drains, every look at it is a day later than the one before, so that no period is left to wait for.
 */
public final class DrainClock {

    private static final long DAY = 86_400_000L;

    private static final AtomicLong AHEAD = new AtomicLong();
    private static volatile boolean draining;

    private DrainClock() {
    }

    public static long currentTimeMillis() {
        return System.currentTimeMillis() + (draining ? AHEAD.addAndGet(DAY) : 0);
    }

    static boolean isDraining() {
        return draining;
    }

    static void drain(boolean begin) {
        draining = begin;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler that knows which class of upstream made it and what it repeats, so that the last round can be run at a time of our choosing. */
final class OwnedScheduler extends ScheduledThreadPoolExecutor {

    private final Class<?> owner;
    private volatile Runnable periodicTask;

    OwnedScheduler(Class<?> owner) {
        super(1, OapExecutors.named(owner));
        this.owner = owner;
    }

    Class<?> owner() {
        return owner;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        periodicTask = task;
        return super.scheduleWithFixedDelay(task, initialDelay, delay, unit);
    }

    /** Runs the periodic task some times more, each time after {@code before}, as soon as it does not run already; not at all where the schedule has ended. */
    void repeat(int times, Runnable before) {
        var task = periodicTask;
        if (task != null && !isShutdown()) {
            try {
                for (int i = 0; i < times; i++) {
                    execute(before);
                    execute(task);
                }
            } catch (RejectedExecutionException e) {
                // Whoever took over runs the task.
            }
        }
    }

    /**
     * Ends the schedule, lets a round that is running finish, and hands out the task for rounds in the caller's thread.
     *
     * @return the task, or {@code null} where none was scheduled or the running round did not finish in time
     */
    Runnable takeOver(Deadline deadline) throws InterruptedException {
        shutdown();
        return awaitTermination(Math.max(1, deadline.millisLeft()), TimeUnit.MILLISECONDS) ? periodicTask : null;
    }
}

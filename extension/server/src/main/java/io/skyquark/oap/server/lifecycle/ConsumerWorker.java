// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Superclass of upstream's two queue threads ({@code ConsumerThread}, {@code MultipleChannelsConsumer}) in place of {@link Thread}. Both call
 * {@code sleep} exactly when one pass over all their queues found nothing, which makes "everything received has been consumed" a condition that can be
 * waited for.
 */
public abstract class ConsumerWorker extends Thread {

    private static final List<ConsumerWorker> STARTED = new CopyOnWriteArrayList<>();

    private volatile long idlePasses;

    protected ConsumerWorker(String name) {
        super(name);
    }

    /** Asks the thread to consume what is queued one last time and to end; upstream's classes implement it. */
    public abstract void shutdown();

    @Override
    public synchronized void start() {
        STARTED.add(this);
        super.start();
    }

    /** Stands in for {@link Thread#sleep(long)} inside upstream's loops. While the server drains, the next pass comes at once. */
    public static void sleep(long millis) throws InterruptedException {
        if (Thread.currentThread() instanceof ConsumerWorker worker) {
            worker.idlePasses++;
        }
        Thread.sleep(DrainClock.isDraining() ? 1 : millis);
    }

    /**
     * Waits until every started worker has made one complete pass over its queues, begun after this call, that found nothing.
     *
     * @return false where the deadline came first or a worker died
     */
    static boolean awaitIdle(Deadline deadline) throws InterruptedException {
        var workers = List.copyOf(STARTED);
        var seen = workers.stream().mapToLong(worker -> worker.idlePasses).toArray();
        for (int i = 0; i < seen.length; i++) {
            // The pass that is running now may have looked at a queue before the last item came: the one after it counts.
            while (workers.get(i).idlePasses < seen[i] + 2) {
                if (deadline.passed() || !workers.get(i).isAlive()) {
                    return false;
                }
                Thread.sleep(1);
            }
        }
        return true;
    }

    /** Ends every worker after its last pass. */
    static void stopAll(Deadline deadline) throws InterruptedException {
        STARTED.forEach(ConsumerWorker::shutdown);
        // Wakes the ones that sleep: their loop looks at its flag again at once.
        STARTED.forEach(Thread::interrupt);
        for (var worker : STARTED) {
            worker.join(Math.max(1, deadline.millisLeft()));
        }
        STARTED.clear();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.time.Duration;

import org.apache.skywalking.oap.server.core.storage.PersistenceTimer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.server.storage.WriteQueue;
import io.skyquark.oap.server.cluster.PeerClient;

/**
 * Writes what the server has received to storage, then ends its threads. Upstream does neither: what waits in a queue or a cache at SIGTERM is lost there.
 *
 * <p>The way of a metric is L1 queue, L1 buffer, L2 queue, minute cache, storage, and from the minute cache through another L2 queue into the hour and day
 * caches, which upstream writes only in every fourth round of {@link PersistenceTimer}. A record goes from its queue to the one for storage.
 */
public final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private Drain() {
    }

    /**
     * Call when nothing comes in any more. Logs what could not be written within the bound.
     *
     * @param bound the longest time to take for writing; ending the threads takes a second more at the most
     */
    public static void run(Duration bound) {
        long start = System.nanoTime();
        try {
            boolean complete = flush(Deadline.in(bound));
            var ending = Deadline.in(Duration.ofSeconds(1));
            PeerClient.closeAll();
            ConsumerWorker.stopAll(ending);
            WriteQueue.closeAll();
            OapExecutors.stopAll(ending);
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (complete) {
                LOG.info("Everything received is stored, drained in {} ms", millis);
            } else {
                LOG.error("Received data may be lost: the queues were not drained within {} ms", bound.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.error("Received data may be lost: draining was interrupted");
        } finally {
            DrainClock.drain(false);
        }
    }

    private static boolean flush(Deadline deadline) throws InterruptedException {
        DrainClock.drain(true);
        var timer = OapExecutors.scheduler(PersistenceTimer.class);
        // From queue to queue at the most three times: L1, L2, batch of records.
        boolean idle = ConsumerWorker.awaitIdle(deadline) && ConsumerWorker.awaitIdle(deadline) && ConsumerWorker.awaitIdle(deadline);
        if (timer == null) {
            return idle & WriteQueue.awaitWritten(deadline);
        }
        idle &= sendToOthers(deadline);
        var persist = timer.takeOver(deadline);
        if (persist == null) {
            return false;
        }
        for (int round = 0; round <= PersistenceRounds.OF_DOWN_SAMPLING; round++) {
            persist.run();
            idle &= ConsumerWorker.awaitIdle(deadline) && sendToOthers(deadline);
        }
        // The last round has written the top-n records as well.
        return idle & WriteQueue.awaitWritten(deadline);
    }

    /** What other servers of the cluster own goes to them; what cannot be sent has come back when this returns, and is written here. */
    private static boolean sendToOthers(Deadline deadline) throws InterruptedException {
        return PeerClient.awaitSent(deadline) && ConsumerWorker.awaitIdle(deadline);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.skyquark.oap.server.lifecycle.Deadline;
import io.skyquark.oap.server.refusal.Refusals;

/**
 * The records that wait for storage: a bounded queue, and threads that write it in batches. While the storage answers, whoever brings a record waits for room,
 * and with it whoever sends to the server; while it does not, what finds no room is dropped and counted.
 */
public final class WriteQueue {

    private static final Logger LOG = LoggerFactory.getLogger(WriteQueue.class);
    private static final List<WriteQueue> OPEN = new CopyOnWriteArrayList<>();

    /** How long a record waits for room in the queue of a storage that answers slowly. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 100;
    /** A queue counts as full for so long after a record found no room. */
    private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final BlockingQueue<RecordInsert> queue = new LinkedBlockingQueue<>();
    /** One permit for each record that may wait or be in a batch that is being written. */
    private final Semaphore room;
    private final int capacity;
    private final Writer writer;
    private final int batchSize;
    private final long lingerNanos;
    private final ReentrantLock collecting = new ReentrantLock();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean draining;
    private volatile long lastFull;
    private volatile boolean everFull;

    /** Writes a batch, however long it takes, and drops and counts what the storage refuses. */
    interface Writer {

        /** @throws InterruptedException where the server stops */
        void write(List<RecordInsert> batch) throws InterruptedException;
    }

    /**
     * @param capacity records that wait or are being written at the most
     * @param batchSize records of one batch at the most
     * @param linger how long a batch waits to be full
     */
    WriteQueue(int capacity, int batchSize, Duration linger, int threadCount, Writer writer) {
        this.room = new Semaphore(capacity);
        this.capacity = capacity;
        // A batch that waits to be full must not need all the room there is.
        this.batchSize = Math.max(1, Math.min(batchSize, capacity / 2));
        this.lingerNanos = linger.toNanos();
        this.writer = writer;
        for (int i = 0; i < threadCount; i++) {
            var thread = new Thread(this::work, "storage-writer-" + (i + 1));
            thread.setDaemon(true);
            threads.add(thread);
        }
        OPEN.add(this);
        Gauge.builder("oap.storage.waiting", this, WriteQueue::pending).tag("kind", "records").register(Metrics.globalRegistry);
        threads.forEach(Thread::start);
    }

    void put(RecordInsert record) {
        if (room.tryAcquire() || waitForRoom()) {
            queue.add(record);
            return;
        }
        lastFull = System.nanoTime();
        everFull = true;
        Refusals.storageItem(record.kind(), "full");
    }

    /** Records that were taken in and are neither written nor dropped. */
    private int pending() {
        return capacity - room.availablePermits();
    }

    /** What keeps the server from taking in more, or an empty string. */
    static String problem() {
        return OPEN.stream().anyMatch(WriteQueue::isFull) ? "the storage takes less than comes in, records are dropped" : "";
    }

    /**
     * Waits until everything is written that was put before.
     *
     * @return false where the deadline came first
     */
    public static boolean awaitWritten(Deadline deadline) throws InterruptedException {
        for (var queue : OPEN) {
            queue.draining = true;
            while (queue.pending() > 0) {
                if (deadline.passed()) {
                    return false;
                }
                Thread.sleep(1);
            }
        }
        return true;
    }

    /** Ends the threads; what still waits is lost. */
    public static void closeAll() {
        OPEN.forEach(queue -> queue.threads.forEach(Thread::interrupt));
        OPEN.clear();
    }

    private boolean isFull() {
        return everFull && System.nanoTime() - lastFull < FULL_NANOS;
    }

    private boolean waitForRoom() {
        var deadline = Deadline.in(PATIENCE);
        try {
            while (!StorageState.isAway() && !deadline.passed()) {
                if (room.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void work() {
        try {
            while (true) {
                var batch = collect();
                try {
                    writer.write(batch);
                } catch (RuntimeException e) {
                    LOG.error("{} records are lost", batch.size(), e);
                    batch.forEach(record -> Refusals.storageItem(record.kind(), "refused"));
                } finally {
                    room.release(batch.size());
                }
            }
        } catch (InterruptedException e) {
            // The server stops.
        }
    }

    private List<RecordInsert> collect() throws InterruptedException {
        collecting.lockInterruptibly();
        try {
            List<RecordInsert> batch = new ArrayList<>();
            batch.add(queue.take());
            long end = System.nanoTime() + lingerNanos;
            while (batch.size() < batchSize) {
                long left = draining ? 0 : end - System.nanoTime();
                var next = left > 0 ? queue.poll(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)), TimeUnit.NANOSECONDS) : queue.poll();
                if (next != null) {
                    batch.add(next);
                } else if (left <= 0) {
                    break;
                }
            }
            return batch;
        } finally {
            collecting.unlock();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.util.Collection;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * In the shape of {@link java.util.concurrent.ArrayBlockingQueue}, with the same bound, order and answer to a full queue. An array has all its slots from the
 * start, a linked queue what is in it; 2,800 queues are asked for at a start, and seven of them made.
 *
 * @param <E> the type of the items
 */
public final class QueueOnDemand<E> {

    private final int capacity;
    private volatile LinkedBlockingQueue<E> queue;

    /** @throws IllegalArgumentException where there is no room for an item */
    public QueueOnDemand(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a queue of " + capacity + " items");
        }
        this.capacity = capacity;
    }

    public boolean offer(E item) {
        return queue().offer(item);
    }

    public void put(E item) throws InterruptedException {
        queue().put(item);
    }

    public int drainTo(Collection<? super E> items) {
        var existing = queue;
        return existing == null ? 0 : existing.drainTo(items);
    }

    private LinkedBlockingQueue<E> queue() {
        var existing = queue;
        return existing != null ? existing : create();
    }

    private synchronized LinkedBlockingQueue<E> create() {
        if (queue == null) {
            queue = new LinkedBlockingQueue<>(capacity);
        }
        return queue;
    }
}

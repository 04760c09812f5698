// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class QueueOnDemandTest {

    @Test
    void takesWhatItHasRoomForAndGivesItInOrder() {
        var queue = new QueueOnDemand<String>(2);
        assertTrue(queue.offer("first"));
        assertTrue(queue.offer("second"));
        assertFalse(queue.offer("third"));

        assertEquals(List.of("first", "second"), drained(queue));
        assertEquals(List.of(), drained(queue));
        assertTrue(queue.offer("fourth"));
    }

    @Test
    void aFullQueueLetsItsProducerWait() throws Exception {
        var queue = new QueueOnDemand<String>(1);
        queue.put("first");
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                queue.put("second");
                return "second";
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        var taken = new ArrayList<String>();
        while (taken.size() < 2) {
            queue.drainTo(taken);
        }
        assertEquals(List.of("first", "second"), taken);
        assertEquals("second", waiting.get(10, TimeUnit.SECONDS));
    }

    @Test
    void producersThatBeginTogetherFillTheSameQueue() {
        for (int round = 0; round < 200; round++) {
            var queue = new QueueOnDemand<Integer>(100);
            var producers = IntStream.range(0, 4).mapToObj(item -> CompletableFuture.runAsync(() -> queue.offer(item))).toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(producers).join();
            assertEquals(4, drained(queue).size());
        }
    }

    @Test
    void aQueueWithoutRoomIsRefusedAtOnce() {
        assertThrows(IllegalArgumentException.class, () -> new QueueOnDemand<>(0));
    }

    private static <E> List<E> drained(QueueOnDemand<E> queue) {
        var items = new ArrayList<E>();
        queue.drainTo(items);
        return items;
    }
}

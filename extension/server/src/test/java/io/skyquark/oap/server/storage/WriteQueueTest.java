// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skyquark.oap.server.lifecycle.Deadline;

class WriteQueueTest {

    private static final int CAPACITY = 8;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<List<RecordInsert>> written = new CopyOnWriteArrayList<>();
    private final Semaphore allowed = new Semaphore(0);

    @BeforeEach
    void open() {
        Metrics.addRegistry(registry);
        StorageState.answered();
    }

    @AfterEach
    void close() {
        WriteQueue.closeAll();
        StorageState.answered();
        Metrics.removeRegistry(registry);
    }

    @Test
    void whatWasPutIsWrittenInBatchesAndInOrder() throws InterruptedException {
        allowed.release(100);
        var queue = queue(Duration.ofMinutes(1));
        var records = put(queue, "segment", 6);
        assertThat(WriteQueue.awaitWritten(Deadline.in(Duration.ofSeconds(10)))).isTrue();
        assertThat(written).allMatch(batch -> batch.size() <= CAPACITY / 2);
        assertThat(written.stream().flatMap(List::stream)).containsExactlyElementsOf(records);
    }

    @Test
    void aFullQueueOfAStorageThatIsAwayDropsAndCountsByKind() {
        var queue = queue(Duration.ZERO);
        StorageState.failed(new SQLException("gone"));
        put(queue, "segment", CAPACITY);
        put(queue, "log", 3);
        assertThat(dropped("log")).isEqualTo(3);
        assertThat(WriteQueue.problem()).contains("dropped");
        assertThat(registry.find("oap.storage.dropped").tag("kind", "segment").functionCounter()).isNull();
    }

    @Test
    void aRecordWaitsForRoomWhileTheStorageAnswers() {
        var queue = queue(Duration.ZERO);
        put(queue, "segment", CAPACITY);
        var another = CompletableFuture.runAsync(() -> put(queue, "profile", 1));
        allowed.release(100);
        assertThat(another).succeedsWithin(Duration.ofSeconds(10));
        await().atMost(Duration.ofSeconds(10)).until(() -> written.stream().mapToInt(List::size).sum() == CAPACITY + 1);
        assertThat(registry.find("oap.storage.dropped").tag("kind", "profile").functionCounter()).isNull();
    }

    @Test
    void aStopDoesNotWaitLongerThanItMay() throws InterruptedException {
        put(queue(Duration.ZERO), "segment", 1);
        assertThat(WriteQueue.awaitWritten(Deadline.in(Duration.ofMillis(50)))).isFalse();
    }

    private WriteQueue queue(Duration linger) {
        return new WriteQueue(CAPACITY, 100, linger, 1, batch -> {
            allowed.acquire();
            written.add(batch);
        });
    }

    private static List<RecordInsert> put(WriteQueue queue, String kind, int count) {
        List<RecordInsert> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var record = new RecordInsert(kind, () -> { });
            records.add(record);
            queue.put(record);
        }
        return records;
    }

    private double dropped(String kind) {
        return registry.get("oap.storage.dropped").tag("kind", kind).tag("reason", "full").functionCounter().count();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.skywalking.banyandb.v1.client.AbstractWrite;
import org.apache.skywalking.oap.server.core.storage.IBatchDAO;
import org.apache.skywalking.oap.server.library.client.request.InsertRequest;
import org.apache.skywalking.oap.server.library.client.request.PrepareRequest;
import org.apache.skywalking.oap.server.storage.plugin.banyandb.BanyanDBStorageClient;
import org.apache.skywalking.oap.server.storage.plugin.banyandb.measure.BanyanDBMeasureInsertRequest;
import org.apache.skywalking.oap.server.storage.plugin.banyandb.measure.BanyanDBMeasureUpdateRequest;
import org.apache.skywalking.oap.server.storage.plugin.banyandb.stream.BanyanDBStreamInsertRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.refusal.Refusals;

/**
 * Writes to BanyanDB in place of upstream's {@code BanyanDBBatchDAO}, which drops a bulk that fails, and does not see what of a bulk BanyanDB refuses. What is
 * not known to be stored is sent again: of the records on their way when a connection breaks a few may be there twice.
 */
public final class BanyanDbWrites implements IBatchDAO {

    private static final Logger LOG = LoggerFactory.getLogger(BanyanDbWrites.class);
    private static final int MOST_INTERNAL_ERRORS = 3;
    /** Writes. */
    private static final int SMALLEST_PART = 100;

    private final BanyanDBStorageClient client;
    private final int maxBulkSize;
    private final WriteQueue records;
    private final Queue<Bulk> streams = new ConcurrentLinkedQueue<>();
    private final Queue<Bulk> measures = new ConcurrentLinkedQueue<>();

    /**
     * The shape of upstream's constructor.
     *
     * @param maxBulkSize writes
     * @param flushInterval how long a bulk of records waits to be full, in seconds
     * @param concurrency bulks of records at the same time
     */
    public BanyanDbWrites(BanyanDBStorageClient client, int maxBulkSize, int flushInterval, int concurrency) {
        this.client = client;
        this.maxBulkSize = maxBulkSize;
        this.records = new WriteQueue(OapRuntime.storage().waitingRecords(), maxBulkSize, Duration.ofSeconds(flushInterval), Math.max(1, concurrency),
            this::writeAll);
    }

    @Override
    public void insert(InsertRequest insertRequest) {
        records.put((RecordInsert) insertRequest);
    }

    /** Returns when everything is written: the next round of the same metrics goes on from what this one has stored. */
    @Override
    public CompletableFuture<Void> flush(List<PrepareRequest> prepareRequests) {
        try {
            writeAll(prepareRequests);
            return CompletableFuture.completedFuture(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException("the server stops before everything is written", e);
        }
    }

    /** @param stored what to do when it is stored */
    private record Item(String kind, boolean isStream, AbstractWrite<?> write, Runnable stored) {

        static Item of(PrepareRequest request) {
            return request instanceof RecordInsert insert ? of(insert.kind(), insert.request()) : of("metrics", request);
        }

        private static Item of(String kind, PrepareRequest request) {
            if (request instanceof BanyanDBStreamInsertRequest stream) {
                return new Item(kind, true, stream.getStreamWrite(), () -> { });
            }
            if (request instanceof BanyanDBMeasureInsertRequest insert) {
                return new Item(kind, false, insert.getMeasureWrite(), insert::onInsertCompleted);
            }
            return new Item(kind, false, ((BanyanDBMeasureUpdateRequest) request).getMeasureWrite(), () -> { });
        }
    }

    private void writeAll(List<? extends PrepareRequest> requests) throws InterruptedException {
        var byKind = requests.stream().map(Item::of).collect(Collectors.partitioningBy(Item::isStream));
        write(byKind.get(true), streams, () -> (Bulk) client.createStreamBulkProcessor(maxBulkSize, 0, 1));
        write(byKind.get(false), measures, () -> (Bulk) client.createMeasureBulkProcessor(maxBulkSize, 0, 1));
    }

    private void write(List<Item> items, Queue<Bulk> idle, Supplier<Bulk> another) throws InterruptedException {
        if (items.isEmpty()) {
            return;
        }
        var found = idle.poll();
        var bulk = found == null ? another.get() : found;
        try {
            // The processor flushes by itself at its full size.
            int size = Math.max(1, maxBulkSize - 1);
            for (int from = 0; from < items.size(); from += size) {
                write(items.subList(from, Math.min(from + size, items.size())), bulk);
            }
        } finally {
            idle.add(bulk);
        }
    }

    private static void write(List<Item> items, Bulk bulk) throws InterruptedException {
        var backOff = new BackOff();
        int internalErrors = 0;
        int size = items.size();
        var left = items;
        while (!left.isEmpty()) {
            var part = left.subList(0, Math.min(size, left.size()));
            var rest = left.subList(part.size(), left.size());
            var outcome = bulk.send(part.stream().map(Item::write).toList());
            var failure = outcome.failure();
            boolean away = failure != null && StorageFailures.passes(failure);
            if (away) {
                StorageState.failed(failure);
                // What a slow server does not take in time is better sent in smaller parts: less of it is not known to be stored.
                size = Math.max(SMALLEST_PART, part.size() / 2);
            } else {
                StorageState.answered();
            }
            internalErrors += Arrays.asList(outcome.fates()).contains(Bulk.Fate.FAILED) ? 1 : 0;
            var again = settle(part, outcome, internalErrors >= MOST_INTERNAL_ERRORS);
            if (failure != null && !away) {
                writeWithoutTheRefused(again, failure, bulk);
                again = List.of();
            }
            if (!again.isEmpty()) {
                backOff.pause();
            }
            left = Stream.concat(again.stream(), rest.stream()).toList();
        }
    }

    /** One message of the bulk breaks the stream: the halves are tried, down to that one. */
    private static void writeWithoutTheRefused(List<Item> items, Throwable why, Bulk bulk) throws InterruptedException {
        if (items.size() == 1) {
            drop(items.get(0), StorageFailures.text(why));
        } else {
            write(items.subList(0, items.size() / 2), bulk);
            write(items.subList(items.size() / 2, items.size()), bulk);
        }
    }

    /** What to send again. */
    private static List<Item> settle(List<Item> sent, Bulk.Outcome outcome, boolean giveUp) {
        List<Item> again = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            var item = sent.get(i);
            switch (outcome.fates()[i]) {
                case STORED -> item.stored().run();
                case UNKNOWN -> again.add(item);
                case FAILED -> {
                    if (giveUp) {
                        drop(item, "an internal error of BanyanDB");
                    } else {
                        again.add(item);
                    }
                }
                case REFUSED -> drop(item, "BanyanDB or its client finds it wrong");
            }
        }
        return again;
    }

    private static void drop(Item item, String why) {
        LOG.error("The storage refuses a write of {}: {}", item.kind(), why);
        Refusals.storageItem(item.kind(), "refused");
    }
}

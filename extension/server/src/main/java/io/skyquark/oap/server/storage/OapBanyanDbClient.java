// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.skywalking.banyandb.common.v1.BanyandbCommon.Group;
import org.apache.skywalking.banyandb.database.v1.BanyandbDatabase.Measure;
import org.apache.skywalking.banyandb.database.v1.BanyandbDatabase.Stream;
import org.apache.skywalking.banyandb.v1.client.BanyanDBClient;
import org.apache.skywalking.banyandb.v1.client.MeasureBulkWriteProcessor;
import org.apache.skywalking.banyandb.v1.client.Options;
import org.apache.skywalking.banyandb.v1.client.StreamBulkWriteProcessor;
import org.apache.skywalking.banyandb.v1.client.StreamWrite;
import org.apache.skywalking.banyandb.v1.client.grpc.exception.BanyanDBException;
import org.apache.skywalking.banyandb.v1.client.metadata.ResourceExist;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.grpc.Context;
import io.skyquark.oap.server.lifecycle.OapExecutors;

/**
 * BanyanDB's client as upstream's storage plugin uses it, with four differences. Connecting waits for the server. While OAP boots, the schemas that are there
 * are read in one call for each group, all groups at once, in place of two calls for each of some 1,900 measures and streams one after the other. Bulks tell
 * what became of each write. A single write outlives the call in which it is made.
 */
public final class OapBanyanDbClient extends BanyanDBClient {

    private static final Logger LOG = LoggerFactory.getLogger(OapBanyanDbClient.class);
    /** How often a broken channel is replaced, in seconds. */
    private static final int REFRESH_SECONDS = 5;
    private static final int PROBE_SECONDS = 5;

    private static final List<OapBanyanDbClient> OPEN = new CopyOnWriteArrayList<>();

    private final String targets;
    private final Callable<?> probe = this::ask;
    private final ScheduledExecutorService deadlines = OapExecutors.newSingleThreadScheduledExecutor();
    private final Map<String, CompletableFuture<Map<String, Stream>>> streams = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Map<String, Measure>>> measures = new ConcurrentHashMap<>();

    /** The shape of the superclass' constructor. */
    public OapBanyanDbClient(String[] targets, Options options) {
        super(targets, refreshing(options));
        this.targets = Arrays.stream(targets).collect(Collectors.joining(","));
    }

    private static Options refreshing(Options options) {
        options.setRefreshInterval(REFRESH_SECONDS);
        return options;
    }

    @Override
    public void connect() throws IOException {
        super.connect();
        StorageBoot.awaitAnswer(targets, probe);
        StorageMonitor.watch(probe);
        OPEN.add(this);
        try {
            findGroups().forEach(this::readSchemas);
        } catch (BanyanDBException e) {
            throw new IOException("cannot read the groups of " + targets, e);
        }
    }

    /** Upstream's client puts no limit to how long it waits for an answer about schemas. */
    private List<Group> ask() throws Exception {
        var context = Context.current().withDeadlineAfter(PROBE_SECONDS, TimeUnit.SECONDS, deadlines);
        try {
            return context.call(this::findGroups);
        } finally {
            context.cancel(null);
        }
    }

    @Override
    public void close() throws IOException {
        StorageMonitor.forget(probe);
        OPEN.remove(this);
        super.close();
    }

    public static void closeAll() {
        OPEN.forEach(client -> {
            try {
                client.close();
            } catch (IOException e) {
                LOG.warn("The connection to {} was not closed: {}", client.targets, e.getMessage());
            }
        });
    }

    /** Whoever asks for a schema from now on gets what BanyanDB has then. */
    public static void booted() {
        OPEN.forEach(client -> {
            client.streams.clear();
            client.measures.clear();
        });
    }

    private void readSchemas(Group group) {
        var name = group.getMetadata().getName();
        switch (group.getCatalog()) {
            case CATALOG_STREAM -> streams.put(name, read(() -> findStreams(name), stream -> stream.getMetadata().getName()));
            case CATALOG_MEASURE -> measures.put(name, read(() -> findMeasures(name), measure -> measure.getMetadata().getName()));
            default -> {
                // Groups of properties have no schema.
            }
        }
    }

    private static <T> CompletableFuture<Map<String, T>> read(Callable<List<T>> list, Function<T, String> name) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return list.call().stream().collect(Collectors.toConcurrentMap(name, found -> found));
            } catch (Exception e) {
                // Asked for one by one, they tell what is wrong.
                return Map.of();
            }
        });
    }

    private static <T> T known(Map<String, CompletableFuture<Map<String, T>>> schemas, String group, String name) {
        var ofGroup = schemas.get(group);
        return ofGroup == null ? null : ofGroup.join().get(name);
    }

    /**
     * Upstream writes profiling tasks and the like while it answers a call over gRPC. Within the context of that call the write would be cancelled as soon as the
     * caller has its answer.
     */
    @Override
    public CompletableFuture<Void> write(StreamWrite write) {
        var ofCaller = Context.ROOT.attach();
        try {
            return super.write(write);
        } finally {
            Context.ROOT.detach(ofCaller);
        }
    }

    @Override
    public ResourceExist existStream(String group, String name) throws BanyanDBException {
        return known(streams, group, name) == null ? super.existStream(group, name) : ResourceExist.create(true, true);
    }

    @Override
    public ResourceExist existMeasure(String group, String name) throws BanyanDBException {
        return known(measures, group, name) == null ? super.existMeasure(group, name) : ResourceExist.create(true, true);
    }

    @Override
    public Stream findStream(String group, String name) throws BanyanDBException {
        var known = known(streams, group, name);
        return known == null ? super.findStream(group, name) : known;
    }

    @Override
    public Measure findMeasure(String group, String name) throws BanyanDBException {
        var known = known(measures, group, name);
        return known == null ? super.findMeasure(group, name) : known;
    }

    @Override
    public StreamBulkWriteProcessor buildStreamWriteProcessor(int maxBulkSize, int flushInterval, int concurrency, int timeout) {
        return new StreamBulk(this, maxBulkSize, timeout);
    }

    @Override
    public MeasureBulkWriteProcessor buildMeasureWriteProcessor(int maxBulkSize, int flushInterval, int concurrency, int timeout) {
        return new MeasureBulk(this, maxBulkSize, timeout);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.apache.skywalking.oap.server.core.CoreModule;
import org.apache.skywalking.oap.server.core.analysis.TimeBucket;
import org.apache.skywalking.oap.server.core.analysis.data.ReadWriteSafeCache;
import org.apache.skywalking.oap.server.core.analysis.metrics.Metrics;
import org.apache.skywalking.oap.server.core.remote.client.RemoteClient;
import org.apache.skywalking.oap.server.core.remote.client.RemoteClientManager;
import org.apache.skywalking.oap.server.core.remote.data.StreamData;
import org.apache.skywalking.oap.server.core.status.BootingStatus;
import org.apache.skywalking.oap.server.core.status.ClusterStatus;
import org.apache.skywalking.oap.server.core.status.ServerStatusService;
import org.apache.skywalking.oap.server.core.status.ServerStatusWatcher;
import org.apache.skywalking.oap.server.core.worker.IWorkerInstanceGetter;
import org.apache.skywalking.oap.server.core.worker.RemoteHandleWorker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.lifecycle.Deadline;
import io.skyquark.oap.server.lifecycle.PersistenceRounds;

/**
 * Hands metrics over when servers join or leave. Each entity has one owner, which keeps the entity's current metrics in memory and writes sums over those
 * that are in storage. Upstream changes owners at once and lets the old ones finish, so that both write the same rows and the last one wins.
 *
 * <p>Here, from the moment a server learns of other members,
 * <ol>
 * <li>it writes its hours and days at once, and sends the minutes that it does not own any more, unwritten, to their new owners;
 * <li>it writes no minute for {@link #SETTLE}, a time in which the others do the same and an old owner's last write ends, and collects meanwhile;
 * <li>it trusts nothing that it remembers from before, but reads it again from storage, where the old owner has left it.
 * </ol>
 * What comes to a server that does not own it, since the sender's view is behind, goes on to the owner.
 */
public final class Cluster {

    /** Longer than the news of a member take to reach every server and a round of writing, or a server's last writes before it ends, take. */
    static final Duration SETTLE = Duration.ofSeconds(10);
    /** How long metrics wait for the first news of the cluster. Upstream drops them. */
    private static final Duration FIRST_NEWS = Duration.ofSeconds(15);
    private static final long LOOK_AGAIN_MILLIS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private static volatile Ring ring = Ring.NONE;
    private static volatile RemoteClientManager manager;
    /** Name under which the owner of a kind of metrics receives them, by their class. */
    /** About as many as there are, so that the map need not grow at a start. */
    private static final int METRICS = 1500;
    private static final Map<Class<?>, String> WORKERS = new ConcurrentHashMap<>(METRICS);

    private Cluster() {
    }

    /** Call before the modules start: a class loader may see more than one boot. */
    public static void reset() {
        ring = Ring.NONE;
        manager = null;
        WORKERS.clear();
    }

    /** Call when all modules have started. */
    public static void booted() {
        if (standalone()) {
            return;
        }
        PeerClient.measure();
        var core = OapRuntime.manager().find(CoreModule.NAME).provider();
        manager = core.getService(RemoteClientManager.class);
        var status = core.getService(ServerStatusService.class);
        status.registerWatcher(new ServerStatusWatcher() {
            @Override
            public void onServerBooted(BootingStatus booted) {
                // It has booted.
            }

            @Override
            public void onClusterRebalanced(ClusterStatus rebalanced) {
                lookAgain();
            }
        });
        lookAgain();
        // Upstream's own notes of the boot say that nothing newer than it is in storage; other servers may have written until everybody has settled.
        status.rebalancedCluster(currentTimeMillis());
    }

    private static boolean standalone() {
        var cluster = OapRuntime.configuration().module("cluster");
        return cluster == null || cluster.provider().equals("standalone");
    }

    /** Stands in for {@link System#currentTimeMillis()} where upstream notes since when no other server has written what this one owns. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + (standalone() ? 0 : SETTLE.toMillis());
    }

    /** Stands in for {@link RemoteClientManager#getRemoteClient()} where metrics are sent: waits for the first news of the cluster. */
    public static List<RemoteClient> getRemoteClient(RemoteClientManager clients) {
        var deadline = Deadline.in(FIRST_NEWS);
        try {
            while (clients.getRemoteClient().isEmpty() && !deadline.passed()) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return clients.getRemoteClient();
    }

    /** What a worker is to write: without what is not to be written by this server, or not yet. */
    public static List<Metrics> due(ReadWriteSafeCache<?> cache) {
        var current = lookAgain();
        return current.role() == Ring.Role.ALONE ? metrics(cache).read() : own(metrics(cache), current);
    }

    @SuppressWarnings("unchecked")
    private static ReadWriteSafeCache<Metrics> metrics(ReadWriteSafeCache<?> cache) {
        return (ReadWriteSafeCache<Metrics>) cache;
    }

    private static List<Metrics> own(ReadWriteSafeCache<Metrics> cache, Ring current) {
        boolean settling = System.currentTimeMillis() - current.since() < SETTLE.toMillis() && !PersistenceRounds.areLast();
        List<Metrics> written = new ArrayList<>();
        List<Metrics> later = new ArrayList<>();
        for (var metric : cache.read()) {
            var worker = TimeBucket.isMinuteBucket(metric.getTimeBucket()) ? WORKERS.get(metric.getClass()) : null;
            if (worker == null) {
                written.add(metric);
            } else if (!current.owns(metric.remoteHashCode()) && !isOutOfReach(current.owner(metric.remoteHashCode()))) {
                current.owner(metric.remoteHashCode()).push(worker, metric);
            } else {
                (settling ? later : written).add(metric);
            }
        }
        cache.write(later);
        return written;
    }

    /** Nobody else writes what a server that is about to end cannot send. */
    private static boolean isOutOfReach(RemoteClient owner) {
        return PersistenceRounds.areLast() && owner instanceof PeerClient peer && peer.isUnreachable();
    }

    /** Stands in for {@link Map#put} where upstream keeps its workers by the name that other servers call them. */
    @SuppressWarnings("unchecked")
    public static Object put(Map<?, ?> instances, Object name, Object worker) {
        WORKERS.putIfAbsent(((RemoteHandleWorker) worker).getStreamDataClass(), (String) name);
        return ((Map<Object, Object>) instances).put(name, worker);
    }

    /** Stands in for {@link Map#get} where a worker looks for what it wrote last: that is void after other servers may have written the same. */
    public static Object get(Map<?, ?> written, Object metric) {
        var last = (Metrics) written.get(metric);
        var current = ring;
        return last == null || current.role() == Ring.Role.ALONE || last.getLastUpdateTimestamp() > current.since() ? last : null;
    }

    /** Sends an item to whoever owns it now; a server that is about to end keeps what it cannot send. */
    static void route(String worker, StreamData data, PeerClient unreachable) {
        var current = lookAgain();
        var owner = current.members().isEmpty() ? null : current.owner(data.remoteHashCode());
        if (owner == null || owner == unreachable) {
            OapRuntime.manager().find(CoreModule.NAME).provider().getService(IWorkerInstanceGetter.class).get(worker).getWorker().in(data);
        } else {
            owner.push(worker, data);
        }
    }

    static boolean isMember(RemoteClient client) {
        return lookAgain().members().contains(client);
    }

    private static Ring lookAgain() {
        var clients = manager;
        if (clients == null || clients.getRemoteClient() == ring.members()) {
            return ring;
        }
        synchronized (Cluster.class) {
            var members = clients.getRemoteClient();
            var before = ring;
            if (members != before.members()) {
                ring = before.next(members, System.currentTimeMillis());
                LOG.info("The cluster has {} servers: {}; this one is {}", members.size(),
                    members.stream().map(client -> client.getAddress().getHost()).collect(Collectors.joining(", ")), ring.role());
                if (before != Ring.NONE) {
                    PersistenceRounds.soon();
                }
            }
            return ring;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.apache.skywalking.oap.server.core.remote.client.Address;
import org.apache.skywalking.oap.server.core.remote.client.RemoteClient;
import org.apache.skywalking.oap.server.core.remote.data.StreamData;
import org.apache.skywalking.oap.server.core.remote.grpc.proto.RemoteMessage;
import org.apache.skywalking.oap.server.core.remote.grpc.proto.RemoteServiceGrpc;
import org.apache.skywalking.oap.server.library.module.ModuleDefineHolder;
import org.apache.skywalking.oap.server.telemetry.TelemetryModule;
import org.apache.skywalking.oap.server.telemetry.api.CounterMetrics;
import org.apache.skywalking.oap.server.telemetry.api.MetricsCreator;
import org.apache.skywalking.oap.server.telemetry.api.MetricsTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Metrics;
import io.netty.handler.ssl.SslContext;
import io.skyquark.oap.server.lifecycle.Deadline;
import io.skyquark.oap.server.refusal.Refusals;

/**
 * Sends metrics to another server of the cluster, in the shape and in place of upstream's {@code GRPCRemoteClient}, which forgets what it could not send. A batch
 * that certainly was not looked at, since no connection carried it or since the server was about to stop, is kept: it is sent again, or to the entity's next owner.
 * A batch that broke off half-way is not, because nobody knows which half arrived: lost rather than counted twice, and counted.
 */
public final class PeerClient implements RemoteClient {

    private static final String HELP = "(client side) of inside remote inside aggregate rpc.";
    private static final String QUEUE = "RemoteMessages";
    /** Items, each one entity's metric of half a second. Whoever produces more waits while the other server is there, and loses the oldest while it is not. */
    private static final int CAPACITY = 50_000;
    private static final int BATCH = 3_000;
    private static final long POLL_MILLIS = 50;
    private static final long TRY_AGAIN_MILLIS = 250;
    private static final int LAST_TIMEOUT_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(PeerClient.class);
    private static final List<PeerClient> CONNECTED = new CopyOnWriteArrayList<>();
    private static final LongAdder DELIVERED = new LongAdder();

    /** The server drains: who is out of reach is not waited for. */
    private static volatile boolean last;

    private final Address address;
    private final int timeoutSeconds;
    private final SslContext tls;
    private final CounterMetrics sent;
    private final CounterMetrics failed;
    private final LinkedBlockingDeque<Item> queue = new LinkedBlockingDeque<>(CAPACITY);
    private final Thread sender;
    /** Items that are neither acknowledged nor given up. */
    private final AtomicInteger pending = new AtomicInteger();
    private ManagedChannel channel;
    private volatile boolean closed;
    private volatile boolean unreachable;
    private volatile boolean terminated;

    private record Item(String worker, StreamData data, RemoteMessage message) {
    }

    private enum Outcome {
        ACKNOWLEDGED, UNTOUCHED, UNKNOWN
    }

    /** The parameters are those of upstream's class; the two sizes stay unused. */
    public PeerClient(ModuleDefineHolder modules, Address address, int channelSize, int bufferSize, int remoteTimeout, SslContext tls) {
        this.address = address;
        this.timeoutSeconds = remoteTimeout;
        this.tls = tls;
        var metrics = modules.find(TelemetryModule.NAME).provider().getService(MetricsCreator.class);
        var keys = new MetricsTag.Keys("dest", "self");
        var values = new MetricsTag.Values(address.toString(), "N");
        this.sent = metrics.createCounter("remote_out_count", "The number" + HELP, keys, values);
        this.failed = metrics.createCounter("remote_out_error_count", "The error number" + HELP, keys, values);
        this.sender = new Thread(this::run, "PeerClient-" + address.getHost());
        sender.setDaemon(true);
    }

    @Override
    public void connect() {
        var builder = NettyChannelBuilder.forAddress(address.getHost(), address.getPort());
        channel = (tls == null ? builder.usePlaintext() : builder.sslContext(tls)).build();
        CONNECTED.add(this);
        sender.start();
    }

    @Override
    public void push(String worker, StreamData data) {
        var item = new Item(worker, data, RemoteMessage.newBuilder().setNextWorkerName(worker).setRemoteData(data.serialize()).build());
        pending.incrementAndGet();
        try {
            while (!queue.offerLast(item, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (unreachable && queue.pollFirst() != null) {
                    lost(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lost(1);
        }
        if (terminated) {
            giveBack();
        }
    }

    /** The other server is no member any more: what it has not got goes to the next owners. */
    @Override
    public void close() {
        closed = true;
    }

    @Override
    public Address getAddress() {
        return address;
    }

    @Override
    public int compareTo(RemoteClient other) {
        return address.compareTo(other.getAddress());
    }

    /**
     * Waits until every other server has acknowledged what it is sent. What cannot be sent comes back to this server's own workers.
     *
     * @return false where the deadline came first
     */
    public static boolean awaitSent(Deadline deadline) throws InterruptedException {
        last = true;
        for (var client : CONNECTED) {
            while (client.pending.get() > 0) {
                if (deadline.passed()) {
                    return false;
                }
                Thread.sleep(1);
            }
        }
        return true;
    }

    /** Shows in {@code /q/metrics} how much other servers got. */
    static void measure() {
        FunctionCounter.builder("oap.cluster.sent", DELIVERED, LongAdder::sum).description("Metrics that other servers of the cluster have acknowledged")
            .register(Metrics.globalRegistry);
    }

    /** Call when nothing is sent any more. */
    public static void closeAll() {
        CONNECTED.forEach(PeerClient::close);
        CONNECTED.forEach(client -> client.sender.interrupt());
        CONNECTED.forEach(client -> client.channel.shutdownNow());
        CONNECTED.clear();
        last = false;
    }

    boolean isUnreachable() {
        return unreachable;
    }

    private void run() {
        try {
            while (!closed || !queue.isEmpty()) {
                var first = queue.pollFirst(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Item> batch = new ArrayList<>();
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    deliver(batch);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The sender to {} ends", address.getHost());
        } finally {
            channel.shutdown();
            terminated = true;
            giveBack();
            CONNECTED.remove(this);
        }
    }

    private void deliver(List<Item> batch) throws InterruptedException {
        while (true) {
            if (closed || last && unreachable) {
                batch.forEach(this::route);
                return;
            }
            var outcome = send(batch);
            unreachable = outcome == Outcome.UNTOUCHED;
            if (outcome == Outcome.ACKNOWLEDGED) {
                batch.forEach(item -> sent.inc());
                DELIVERED.add(batch.size());
                pending.addAndGet(-batch.size());
                return;
            }
            if (outcome == Outcome.UNKNOWN) {
                lost(batch.size());
                return;
            }
            if (!last && !awaitNews()) {
                closed = true;
            }
        }
    }

    /** Whether the other server still is a member some moments later. */
    private boolean awaitNews() throws InterruptedException {
        var deadline = Deadline.in(Duration.ofMillis(TRY_AGAIN_MILLIS));
        while (!closed && !last && !deadline.passed()) {
            Thread.sleep(POLL_MILLIS);
        }
        return !closed && Cluster.isMember(this);
    }

    private Outcome send(List<Item> batch) throws InterruptedException {
        var delivery = new Delivery();
        var call = RemoteServiceGrpc.newStub(channel).withDeadlineAfter(last ? LAST_TIMEOUT_SECONDS : timeoutSeconds, TimeUnit.SECONDS)
            .withInterceptors(delivery.trace()).call(delivery);
        batch.forEach(item -> call.onNext(item.message()));
        call.onCompleted();
        var status = delivery.await();
        if (status.isOk()) {
            return Outcome.ACKNOWLEDGED;
        }
        var outcome = delivery.isUntouched() ? Outcome.UNTOUCHED : Outcome.UNKNOWN;
        if (outcome == Outcome.UNKNOWN || !unreachable) {
            LOG.warn("{} metrics were not sent to {}, {}: {}", batch.size(), address.getHost(), outcome == Outcome.UNKNOWN ? "they are lost" : "they are kept", status);
        }
        return outcome;
    }

    /** To the next owner, or to this server's own workers where there is none. */
    private void giveBack() {
        for (var item = queue.pollFirst(); item != null; item = queue.pollFirst()) {
            route(item);
        }
    }

    private void route(Item item) {
        try {
            Cluster.route(item.worker(), item.data(), this);
        } finally {
            pending.decrementAndGet();
        }
    }

    private void lost(int items) {
        pending.addAndGet(-items);
        for (int i = 0; i < items; i++) {
            failed.inc();
            Refusals.queueItem(QUEUE);
        }
    }
}

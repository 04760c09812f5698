// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skyquark.oap.it.hostile.Counters;
import io.skyquark.oap.it.hostile.Memory;
import io.skyquark.oap.it.operation.SegmentStream;
import io.skyquark.oap.it.operation.StoredSegments;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.TcpProxy;
import io.skyquark.oap.it.server.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server does while its storage, reached through a proxy, is slow or away: it goes on, says so, and has everything right afterwards. */
abstract class StorageAway {

    /** Few, so that the bound is met within seconds. */
    private static final int WAITING_RECORDS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final int AGENTS = 2;
    private static final Duration PAUSE = Duration.ofMillis(40);

    /** How long the storage is away, or slow. */
    private static final Duration TROUBLE = Duration.ofSeconds(Long.getLong("storage.away.seconds"));
    /** What the waiting records, and the metrics of some minutes, may take of the memory; the rest is the noise of a running server. */
    private static final long MOST_GROWTH = 64L * 1024 * 1024;
    private static final Logger FIGURES = Logger.getLogger(StorageAway.class.getName());

    private Storage storage;
    private TcpProxy proxy;

    /** The storage, started; or nothing where it is not installed. */
    abstract Optional<Storage> find();

    abstract String program();

    @BeforeEach
    void useStorage() {
        assumeFalse(ServerUnderTest.isUpstream(), "skipped: upstream loses what its storage does not take");
        var found = find();
        assumeTrue(found.isPresent(), () -> "skipped: no program " + program() + " on the PATH");
        storage = found.get();
        proxy = new TcpProxy(storage.port());
    }

    @AfterEach
    void stop() {
        if (storage != null) {
            proxy.close();
            storage.close();
        }
    }

    @Test
    void nothingIsLostUncountedWhileTheStorageIsAway() {
        var begin = Instant.now();
        try (var server = launch().start()) {
            try (var stream = new SegmentStream(server.grpc().channel(), AGENTS, PAUSE)) {
                until(server, () -> stream.acknowledged().size() > 200);
                long memory = Memory.of(server);
                var cut = Instant.now();
                proxy.cut();
                until(server, () -> !server.isReady() && !server.isServing());
                var red = Duration.between(cut, Instant.now());
                assertAlive(server);
                until(server, () -> dropped(server, "segment") > 0 && Instant.now().isAfter(cut.plus(TROUBLE)));
                assertAlive(server);
                assertThat(Counters.read(server.http(), "oap_storage_waiting").of(Map.of("kind", "records"))).isLessThanOrEqualTo(WAITING_RECORDS);
                long grown = Memory.of(server) - memory;
                assertThat(grown).as("growth of the memory").isLessThan(MOST_GROWTH);

                var mended = Instant.now();
                proxy.mend();
                until(server, () -> server.isReady() && server.isServing());
                FIGURES.info(() -> "%s away for %d s: red after %d ms, green %d ms after its return, memory %+d KiB, %d segments sent, %d dropped".formatted(
                    storage.name(), Duration.between(cut, mended).toSeconds(), red.toMillis(), Duration.between(mended, Instant.now()).toMillis(), grown / 1024,
                    stream.acknowledged().size(), dropped(server, "segment")));
                int soFar = stream.acknowledged().size();
                until(server, () -> stream.acknowledged().size() > soFar + 200);
                stream.close();
                assertAllAccountedFor(server, stream, begin);
            }
        }
    }

    @Test
    void aSlowStorageHoldsTheSendersBack() {
        var begin = Instant.now();
        try (var server = launch().start()) {
            try (var stream = new SegmentStream(server.grpc().channel(), AGENTS, PAUSE)) {
                until(server, () -> stream.acknowledged().size() > 200);
                long memory = Memory.of(server);
                var slowed = Instant.now();
                proxy.slowDown(Duration.ofSeconds(1));
                int soFar = stream.acknowledged().size();
                until(server, () -> stream.acknowledged().size() > soFar + WAITING_RECORDS && Instant.now().isAfter(slowed.plus(TROUBLE)));
                assertAlive(server);
                long grown = Memory.of(server) - memory;
                assertThat(grown).as("growth of the memory").isLessThan(MOST_GROWTH);
                int sent = stream.acknowledged().size() - soFar;

                var quick = Instant.now();
                proxy.slowDown(Duration.ZERO);
                until(server, () -> server.isReady() && server.isServing());
                FIGURES.info(() -> "%s slow for %d s: green %d ms after its end, memory %+d KiB, %d segments sent meanwhile, %d dropped".formatted(
                    storage.name(), Duration.between(slowed, quick).toSeconds(), Duration.between(quick, Instant.now()).toMillis(), grown / 1024, sent,
                    dropped(server, "segment")));
                stream.close();
                assertAllAccountedFor(server, stream, begin);
            }
        }
    }

    @Test
    void aStartWaitsForTheStorage() {
        proxy.cut();
        try (var server = launch().spawn()) {
            until(server, () -> server.process().log().contains("Waiting for the storage at"));
            proxy.mend();
            server.awaitReady();
        }
    }

    @Test
    void aStartDoesNotWaitForEver() {
        proxy.cut();
        try (var server = launch().env("QUARKUS_SKYWALKING_STORAGE_BOOT_TIMEOUT", "2S").spawn()) {
            assertThat(server.process().awaitExit(PATIENCE).code()).isNotZero();
            assertThat(server.process().log()).contains("has not answered within 2 s", "quarkus.skywalking.storage.boot-timeout");
        }
    }

    private ServerLaunch launch() {
        return ServerUnderTest.launch().env(storage.environment(proxy.port()))
            .env("QUARKUS_SKYWALKING_STORAGE_WAITING_RECORDS", String.valueOf(WAITING_RECORDS));
    }

    private static void assertAlive(RunningServer server) {
        assertThat(server.http().find("/q/health/live")).hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(200));
    }

    /** Every acknowledged segment is stored or counted as dropped, and the metrics have counted each of them once. */
    private static void assertAllAccountedFor(RunningServer server, SegmentStream stream, Instant begin) {
        int acknowledged = stream.acknowledged().size();
        var during = TestTime.duration("MINUTE", begin, Instant.now());
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            var stored = StoredSegments.ids(server, during);
            assertThat(stored.size() + dropped(server, "segment")).as("stored and dropped segments of those acknowledged").isEqualTo(acknowledged);
            assertThat(StoredSegments.countedCalls(server, during)).as("calls in the metrics").isEqualTo(acknowledged);
        });
        assertThat(dropped(server, "metrics")).as("dropped metrics").isZero();
    }

    private static long dropped(RunningServer server, String kind) {
        var counters = Counters.read(server.http(), "oap_storage_dropped_total");
        return counters.of(Map.of("kind", kind, "reason", "full")) + counters.of(Map.of("kind", kind, "reason", "refused"));
    }

    private static void until(RunningServer server, Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            server.process().assertAlive();
            return condition.call();
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skyquark.oap.model.StorageLimits;
import io.skyquark.oap.server.OapRuntimeForTests;

class WaitingMetricsTest {

    private static final int LIMIT = 3;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WaitingMetrics<Integer, String> some = new WaitingMetrics<>();
    private final WaitingMetrics<Integer, String> others = new WaitingMetrics<>();

    @BeforeEach
    void open() {
        Metrics.addRegistry(registry);
        OapRuntimeForTests.storage(new StorageLimits(Duration.ofSeconds(1), 1, LIMIT));
        StorageState.answered();
    }

    @AfterEach
    void close() {
        some.clear();
        others.clear();
        StorageState.answered();
        Metrics.removeRegistry(registry);
    }

    @Test
    void aStorageThatAnswersHasNoBound() {
        put(some, 2 * LIMIT);
        assertThat(some).hasSize(2 * LIMIT);
        assertThat(dropped()).isZero();
    }

    @Test
    void allBuffersTogetherHaveOneWhileItDoesNot() {
        double before = dropped();
        StorageState.failed(new SQLException("gone", "08006"));
        put(some, 2);
        put(others, 2);
        assertThat(some.size() + others.size()).isEqualTo(LIMIT);
        assertThat(dropped() - before).isEqualTo(1);

        some.clear();
        others.put(9, "room again");
        assertThat(others).containsKey(9);
        assertThat(dropped() - before).isEqualTo(1);
    }

    private static void put(WaitingMetrics<Integer, String> buffer, int count) {
        for (int i = 0; i < count; i++) {
            buffer.put(i, "metric " + i);
        }
    }

    private double dropped() {
        var counter = registry.find("oap.storage.dropped").tag("kind", "metrics").tag("reason", "full").functionCounter();
        return counter == null ? 0 : counter.count();
    }
}

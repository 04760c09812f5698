// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class QueueDropsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void open() {
        Metrics.addRegistry(registry);
    }

    @AfterEach
    void close() {
        Metrics.removeRegistry(registry);
    }

    @Test
    void countsWhatIsDroppedByKindOfQueue() {
        assertThat(QueueDrops.told(false, "MetricsAggregateWorker.service_cpm")).isFalse();
        assertThat(QueueDrops.told(false, "MetricsAggregateWorker.service_sla")).isFalse();
        assertThat(QueueDrops.told(true, "MetricsAggregateWorker.service_cpm")).isTrue();

        assertThat(registry.get("oap.queue.dropped").tag("queue", "MetricsAggregateWorker").functionCounter().count()).isEqualTo(2);
    }
}

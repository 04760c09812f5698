// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.HashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.refusal.Refusals;

/**
 * The metrics that upstream's {@code MergableBufferedData} merges until they are written, in place of {@link HashMap}. A storage that does not answer lets them
 * grow by every minute; all of them together have a bound then.
 */
public final class WaitingMetrics<K, V> extends HashMap<K, V> {

    private static final long serialVersionUID = 1;

    private static final AtomicLong WAITING = new AtomicLong();

    static {
        Gauge.builder("oap.storage.waiting", WAITING, AtomicLong::get).tag("kind", "metrics").register(Metrics.globalRegistry);
    }

    /** Adds what upstream's buffer has looked for in vain. */
    @Override
    public V put(K key, V metrics) {
        if (StorageState.isAway() && WAITING.get() >= OapRuntime.storage().waitingMetrics()) {
            Refusals.storageItem("metrics", "full");
            return null;
        }
        WAITING.incrementAndGet();
        return super.put(key, metrics);
    }

    @Override
    public void clear() {
        WAITING.addAndGet(-size());
        super.clear();
    }
}

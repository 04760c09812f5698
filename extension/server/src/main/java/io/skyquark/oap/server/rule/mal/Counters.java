// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.google.common.collect.ImmutableMap;

/**
 * The counters of one metric, by labels; what upstream's {@code CounterWindow} is, without a key object, boxes and tuples for each sample. As in upstream,
 * counters that share metric and labels share their history, whatever sample family they come from.
 */
public final class Counters {

    private static final Map<String, Counters> METRICS = new ConcurrentHashMap<>();

    private volatile Entry[] table = new Entry[16];
    private int size;

    /** Immutable, so that a reader without the lock sees all of it or nothing. */
    private record Entry(int hash, CounterSeries series, Entry next) {
    }

    /** @param metric may be null, where nobody has named the metric */
    static Counters of(String metric) {
        return METRICS.computeIfAbsent(metric == null ? "" : metric, name -> new Counters());
    }

    /** The counters of a metric begin anew. */
    public static void forget(String metric) {
        METRICS.remove(metric);
    }

    CounterSeries series(int hash, ImmutableMap<String, String> labels) {
        var series = find(table, hash, labels);
        return series != null ? series : add(hash, labels);
    }

    private static CounterSeries find(Entry[] table, int hash, ImmutableMap<String, String> labels) {
        for (var entry = table[bin(table, hash)]; entry != null; entry = entry.next) {
            if (entry.hash == hash && entry.series.has(labels)) {
                return entry.series;
            }
        }
        return null;
    }

    private static int bin(Entry[] table, int hash) {
        return (hash ^ hash >>> 16) & table.length - 1;
    }

    private synchronized CounterSeries add(int hash, ImmutableMap<String, String> labels) {
        var known = find(table, hash, labels);
        if (known != null) {
            return known;
        }
        if (++size > table.length) {
            grow();
        }
        var series = new CounterSeries(labels);
        put(table, hash, series);
        return series;
    }

    private void grow() {
        var larger = new Entry[table.length * 2];
        for (var head : table) {
            for (var entry = head; entry != null; entry = entry.next) {
                put(larger, entry.hash, entry.series);
            }
        }
        table = larger;
    }

    private static void put(Entry[] table, int hash, CounterSeries series) {
        var bin = bin(table, hash);
        table[bin] = new Entry(hash, series, table[bin]);
    }
}

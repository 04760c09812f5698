// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.List;

import org.apache.skywalking.oap.server.core.analysis.TimeBucket;
import org.apache.skywalking.oap.server.core.analysis.data.ReadWriteSafeCache;
import org.apache.skywalking.oap.server.core.analysis.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.server.cluster.Cluster;
import io.skyquark.oap.server.refusal.Refusals;

/** What a worker of metrics writes in a round. */
public final class DueMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(DueMetrics.class);

    private DueMetrics() {
    }

    /**
     * Stands in for {@link ReadWriteSafeCache#read()} where a worker takes what it is to write. A time before the year 1000 or after 9999 makes a time bucket
     * that upstream cannot read, and one such metric would take the worker's whole round with it.
     */
    public static List<?> read(ReadWriteSafeCache<?> cache) {
        var metrics = Cluster.due(cache);
        for (var metric : metrics) {
            if (!hasTime(metric.getTimeBucket())) {
                return metrics.stream().filter(DueMetrics::isReadable).toList();
            }
        }
        return metrics;
    }

    private static boolean isReadable(Metrics metric) {
        boolean readable = hasTime(metric.getTimeBucket());
        if (!readable) {
            LOG.warn("{} of time bucket {} is dropped: that is no time", metric.getClass().getSimpleName(), metric.getTimeBucket());
            Refusals.storageItem("metrics", "time");
        }
        return readable;
    }

    private static boolean hasTime(long timeBucket) {
        return TimeBucket.isMinuteBucket(timeBucket) || TimeBucket.isHourBucket(timeBucket) || TimeBucket.isDayBucket(timeBucket)
            || TimeBucket.isSecondBucket(timeBucket);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Objects;

/** How much a counter has grown, or grows a second; earlier values are kept under the metric's name and the labels. */
final class CounterStep extends RowStep {

    private final boolean rate;
    private final boolean sinceLast;
    private final long range;
    /** A rule has one metric; immutable, so that a race costs at most another look-up. */
    private Metric latest;

    private record Metric(String metric, Counters counters) {
    }

    /**
     * @param sinceLast whether to compare with the sample before
     * @param range otherwise, how far back to compare, in milliseconds
     */
    private CounterStep(boolean rate, boolean sinceLast, long range) {
        this.rate = rate;
        this.sinceLast = sinceLast;
        this.range = range;
    }

    static MalStep of(boolean rate, String range) {
        if (range == null || range.isEmpty()) {
            return FailingStep.always("increase and rate need a range");
        }
        try {
            return new CounterStep(rate, false, Duration.parse(range).toMillis());
        } catch (DateTimeException | ArithmeticException e) {
            return FailingStep.withSamples("Not a range: " + range);
        }
    }

    static MalStep sinceLast() {
        return new CounterStep(true, true, 0);
    }

    @Override
    boolean accept(Row row) {
        var metric = row.context.getMetricName();
        var used = latest;
        if (used == null || !Objects.equals(used.metric, metric)) {
            used = new Metric(metric, Counters.of(metric));
            latest = used;
        }
        var series = used.counters.series(row.hashOfLabels(), row.labels());
        row.value = sinceLast ? series.sinceLast(rate, row.value, row.timestamp()) : series.over(rate, range, row.value, row.timestamp());
        return !Double.isNaN(row.value);
    }

    @Override
    boolean stateful() {
        return true;
    }
}

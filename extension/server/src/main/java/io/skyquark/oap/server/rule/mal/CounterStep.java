// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.time.DateTimeException;
import java.time.Duration;

import org.apache.skywalking.oap.meter.analyzer.dsl.counter.CounterWindow;

/** How much a counter has grown, or grows a second; earlier values are kept under the metric's name and the labels. */
final class CounterStep extends RowStep {

    private final boolean rate;
    private final boolean sinceLast;
    private final long range;

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
        var now = row.timestamp();
        var lower = sinceLast ? CounterWindow.INSTANCE.pop(metric, row.labels(), row.value, now)
                : CounterWindow.INSTANCE.increase(metric, row.labels(), row.value, range, now);
        row.value -= lower._2;
        if (rate) {
            var seconds = (now - lower._1) / 1000;
            row.value = seconds < 1 ? 0.0 : row.value / seconds;
        }
        return !Double.isNaN(row.value);
    }

    @Override
    boolean stateful() {
        return true;
    }
}

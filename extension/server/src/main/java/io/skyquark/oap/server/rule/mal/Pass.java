// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;

/** One pass over the samples: some steps for each, then perhaps an aggregation and some steps for each of its results. */
final class Pass implements Stage {

    private final RowStep[] before;
    private final Aggregation aggregation;
    private final RowStep[] after;
    private final LabelOrders orders = new LabelOrders();

    /** @param aggregation null for none; then {@code after} is empty */
    Pass(RowStep[] before, Aggregation aggregation, RowStep[] after) {
        this.before = before;
        this.aggregation = aggregation;
        this.after = after;
    }

    @Override
    public Sample[] run(Sample[] samples, RunningContext context) {
        var row = new Row(context, orders);
        return aggregation != null ? aggregate(samples, row) : transform(samples, row);
    }

    /** Gives the very array where no sample changes. */
    private Sample[] transform(Sample[] samples, Row row) {
        Sample[] results = null;
        var count = 0;
        for (var i = 0; i < samples.length; i++) {
            row.load(samples[i]);
            var result = accepts(before, row) ? row.sample() : null;
            if (results == null) {
                if (result == samples[i]) {
                    count++;
                    continue;
                }
                results = new Sample[samples.length];
                System.arraycopy(samples, 0, results, 0, i);
            }
            if (result != null) {
                results[count++] = result;
            }
        }
        return results == null ? samples : MalFamilies.first(results, count);
    }

    private Sample[] aggregate(Sample[] samples, Row row) {
        var accumulator = aggregation.start();
        for (var sample : samples) {
            row.load(sample);
            if (accepts(before, row)) {
                accumulator.add(row);
            }
        }
        var groups = accumulator.finish();
        var results = new Sample[groups.length];
        var count = 0;
        for (var group : groups) {
            if (Double.isNaN(group.value)) {
                continue;
            }
            row.load(group.first, Labels.of(aggregation.keys(), group.values, aggregation.kept()), group.value);
            if (accepts(after, row)) {
                results[count++] = row.sample();
            }
        }
        return MalFamilies.first(results, count);
    }

    private static boolean accepts(RowStep[] steps, Row row) {
        for (var step : steps) {
            if (!step.accept(row)) {
                return false;
            }
        }
        return true;
    }
}

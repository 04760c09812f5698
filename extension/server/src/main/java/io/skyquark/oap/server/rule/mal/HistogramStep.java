// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;

import com.google.common.collect.ImmutableMap;

/** Puts the buckets of a histogram in order and states their bounds in milliseconds, in label {@code le}; samples without a bound come first. */
final class HistogramStep extends StageStep {

    private static final String RESULT = "le";

    private final String bound;
    private final TimeUnit unit;

    private record Bucket(Sample sample, double bound) {
    }

    /**
     * @param bound label with a bucket's bound
     * @param unit of the bounds, or null for the unit of the family
     */
    HistogramStep(String bound, TimeUnit unit) {
        this.bound = bound;
        this.unit = unit;
    }

    static MalStep of(String bound, TimeUnit unit) {
        return unit == null || unit.toMillis(1) <= 0 ? FailingStep.always("Bounds of a histogram cannot be in " + unit) : new HistogramStep(bound, unit);
    }

    private long scale(RunningContext context) {
        var scale = (unit != null ? unit : context.getDefaultHistogramBucketUnit()).toMillis(1);
        if (scale <= 0) {
            throw new IllegalArgumentException("Bounds of a histogram cannot be in " + context.getDefaultHistogramBucketUnit());
        }
        return scale;
    }

    @Override
    public Sample[] run(Sample[] samples, RunningContext context) {
        var scale = scale(context);
        var results = new Sample[samples.length];
        var buckets = new Bucket[samples.length];
        var others = 0;
        var count = 0;
        for (var sample : samples) {
            var text = sample.getLabels().get(bound);
            if (text == null) {
                results[others++] = sample;
            } else {
                buckets[count++] = new Bucket(sample, Double.parseDouble(text));
            }
        }
        Arrays.sort(buckets, 0, count, Comparator.comparingDouble(Bucket::bound));
        for (var i = 0; i < count; i++) {
            var sample = buckets[i].sample;
            results[others + i] = MalFamilies.sample(sample.getName(), labels(sample.getLabels(), (long) (buckets[i].bound * scale)), sample.getValue(),
                    sample.getTimestamp());
        }
        return results;
    }

    private ImmutableMap<String, String> labels(ImmutableMap<String, String> labels, long millis) {
        var map = ImmutableMap.<String, String>builderWithExpectedSize(labels.size());
        labels.forEach((key, value) -> {
            if (!key.equals(bound)) {
                map.put(key, value);
            }
        });
        return map.put(RESULT, String.valueOf(millis)).buildOrThrow();
    }

    @Override
    public void runEmpty() {
        scale(SampleFamily.EMPTY.context);
    }
}

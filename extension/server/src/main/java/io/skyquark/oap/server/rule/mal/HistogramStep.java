// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;

/** Puts the buckets of a histogram in order and states their bounds in milliseconds, in label {@code le}; samples without a bound come first. */
final class HistogramStep extends StageStep {

    private static final String RESULT = "le";
    private static final int REMEMBERED = 64;
    private static final Comparator<Bucket> BY_BOUND = (left, right) -> Double.compare(left.bound.value, right.bound.value);

    private final String bound;
    private final TimeUnit unit;

    /** Bounds of earlier samples, one place a hash: a histogram has few. They are immutable, so a race costs at most another parse. */
    private final Bound[] bounds = new Bound[REMEMBERED];

    /** @param millis the bound in milliseconds, as a decimal number */
    private record Bound(String text, long scale, double value, String millis) {
    }

    private record Bucket(Sample sample, Bound bound) {
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
                buckets[count++] = new Bucket(sample, bound(text, scale));
            }
        }
        Arrays.sort(buckets, 0, count, BY_BOUND);
        var labels = new Labels(bound);
        for (var i = 0; i < count; i++) {
            var sample = buckets[i].sample;
            labels.load(sample.getLabels());
            labels.add(RESULT, buckets[i].bound.millis);
            results[others + i] = MalFamilies.sample(sample.getName(), labels.map(), sample.getValue(), sample.getTimestamp());
        }
        return results;
    }

    private Bound bound(String text, long scale) {
        var place = text.hashCode() & REMEMBERED - 1;
        var known = bounds[place];
        if (known != null && known.scale == scale && known.text.equals(text)) {
            return known;
        }
        var value = Double.parseDouble(text);
        var parsed = new Bound(text, scale, value, String.valueOf((long) (value * scale)));
        bounds[place] = parsed;
        return parsed;
    }

    @Override
    public void runEmpty() {
        scale(SampleFamily.EMPTY.context);
    }
}

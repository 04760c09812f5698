// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamilyBuilder;

import com.google.common.collect.ImmutableMap;

/** Sample families with what is awkward in them: missing, empty, blank and equal labels, and values at the ends of the range. */
final class RandomFamilies {

    static final String[] KEYS = {"a", "b", "svc", "inst", "le", "layer", "id", "Aa", "c"};

    private static final double[] VALUES = {0, -0.0, 1, -1, 2, 0.1, 1.0 / 3, 100, 1e15, 1e300, -1e308, 1.7e308, 5e-324, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, Double.NaN};
    private static final String[] LABELS = {"", " ", "1", "2", "x", "y", "Aa", "BB", "server", "client", "svc-1", "a.b", "Ünï\n"};
    private static final String[] BOUNDS = {"0.1", "5", "5.0", "0.25", "Infinity", "NaN", "-1", "1e3", "100", "10"};

    private final Random random;

    RandomFamilies(Random random) {
        this.random = random;
    }

    /**
     * A family, now and then the empty one. Samples of one family have label sets of the same shape more often than not. Families are too small for
     * upstream's hash maps to build trees, in which keys of equal hash have no order to rely on.
     */
    SampleFamily next(String metric, long now) {
        if (random.nextInt(25) == 0) {
            return SampleFamily.EMPTY;
        }
        var samples = new Sample[random.nextInt(10) == 0 ? 1 + random.nextInt(40) : 1 + random.nextInt(12)];
        var shape = random.nextInt(1 << KEYS.length);
        var wide = random.nextInt(3) == 0;
        for (var i = 0; i < samples.length; i++) {
            samples[i] = Sample.builder().name(random.nextInt(4) == 0 ? "other" : "sample")
                    .labels(labels(random.nextInt(4) == 0 ? random.nextInt(1 << KEYS.length) : shape, wide)).value(value())
                    .timestamp(now - random.nextInt(3) * 500L).build();
        }
        return family(metric, samples);
    }

    /** All values of ordinary labels. */
    static List<String> labels() {
        return Stream.concat(Stream.of(LABELS), IntStream.range(0, 100).mapToObj(i -> "v" + i)).toList();
    }

    /** Another family with the labels of a first one, in another order, some missing and some twice. */
    SampleFamily related(SampleFamily first, String metric) {
        if (first == SampleFamily.EMPTY || random.nextInt(25) == 0) {
            return SampleFamily.EMPTY;
        }
        var samples = new Sample[first.samples.length];
        for (var i = 0; i < samples.length; i++) {
            var model = first.samples[random.nextInt(3) == 0 ? random.nextInt(samples.length) : i];
            samples[i] = Sample.builder().name("related").labels(ImmutableMap.copyOf(new LinkedHashMap<>(model.getLabels()))).value(value())
                    .timestamp(model.getTimestamp()).build();
        }
        return family(metric, samples);
    }

    /** The same samples in a family of its own. */
    static SampleFamily copy(SampleFamily family) {
        return family == SampleFamily.EMPTY ? family : new UpstreamFamilies().family(family.samples, SampleFamily.RunningContext.builder()
                .metricName(family.context.getMetricName()).defaultHistogramBucketUnit(family.context.getDefaultHistogramBucketUnit()).build());
    }

    private SampleFamily family(String metric, Sample[] samples) {
        var unit = random.nextBoolean() ? TimeUnit.SECONDS : TimeUnit.MILLISECONDS;
        var family = SampleFamilyBuilder.newBuilder(samples).defaultHistogramBucketUnit(unit).build();
        if (family != SampleFamily.EMPTY) {
            family.context.setMetricName(metric);
        }
        return family;
    }

    private ImmutableMap<String, String> labels(int shape, boolean wide) {
        var labels = ImmutableMap.<String, String>builder();
        for (var i = 0; i < KEYS.length; i++) {
            if ((shape & 1 << i) != 0) {
                labels.put(KEYS[i], label(KEYS[i], wide));
            }
        }
        return labels.build();
    }

    private String label(String key, boolean wide) {
        if (key.equals("le")) {
            return random.nextInt(40) == 0 ? "+Inf" : BOUNDS[random.nextInt(BOUNDS.length)];
        }
        if (key.equals("id")) {
            return random.nextInt(20) == 0 ? "x" : random.nextInt(5) == 0 ? "" : String.valueOf(random.nextInt(3));
        }
        if (key.equals("layer")) {
            return random.nextInt(20) == 0 ? "NONE" : random.nextBoolean() ? "MESH" : "GENERAL";
        }
        return wide && random.nextInt(3) > 0 ? "v" + random.nextInt(100) : LABELS[random.nextInt(LABELS.length)];
    }

    private double value() {
        return switch (random.nextInt(4)) {
            case 0 -> VALUES[random.nextInt(VALUES.length)];
            case 1 -> random.nextInt(10);
            case 2 -> random.nextGaussian() * 1000;
            default -> random.nextDouble();
        };
    }
}

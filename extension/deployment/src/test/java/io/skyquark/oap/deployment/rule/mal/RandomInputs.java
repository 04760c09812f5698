// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;

import com.google.common.collect.ImmutableMap;

/** Random scrapes for one rule. Half of them have all labels with values that its filters like; the others lack some and have odd ones. */
final class RandomInputs {

    private static final List<String> TEXTS = List.of("a", "b", "svc", "svc|ns|c", "10.0.0.1:80", "x.y.z", "a/b/c", "1", "-7", " ", "", "x-pod",
        "Ünï", "none");
    private static final List<String> BOUNDS = List.of("0.005", "0.5", "1", "10", "25.0", "100", "-1", "Infinity");
    private static final List<String> ODD_BOUNDS = List.of("+Inf", "-Infinity", "NaN", "", "x");
    private static final List<String> LAYERS = List.of("GENERAL", "MESH", "K8S_SERVICE");
    private static final double[] VALUES = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.7e308, -1e300, 5e-324, 1e15, 0.1};

    /** Milliseconds: steady, one lost, windows of one and of five minutes that begin midway between two scrapes, a time twice, one late. */
    private static final long[][] PASSES = {{0, 15_000, 60_000}, {0, 2_000, 400_000}, {0, 30_000, 75_000}, {0, 200_000, 400_000},
        {0, 0, 60_001}, {0, 61_000, 15_000}};

    private final Random random;
    private final List<String> names;
    private final boolean histogram;
    private final Map<String, List<String>> labels;

    /** @param names of the samples that the rule reads */
    RandomInputs(Random random, List<String> names, boolean histogram, RuleLabels labels) {
        this.random = random;
        this.names = names;
        this.histogram = histogram;
        this.labels = labels.values();
    }

    /** Some scrapes of the same series, in the order of time. */
    List<Input> next(long start) {
        boolean good = random.nextBoolean();
        var series = series(good);
        var unit = random.nextBoolean() ? TimeUnit.SECONDS : TimeUnit.MILLISECONDS;
        List<Input> inputs = new ArrayList<>();
        for (long pass : PASSES[random.nextInt(PASSES.length)]) {
            Map<String, Sample[]> samples = new LinkedHashMap<>();
            for (var name : names) {
                var family = family(name, series, start + pass, good);
                if (family.length > 0 && (good || random.nextInt(12) > 0)) {
                    samples.put(name, family);
                }
            }
            inputs.add(new Input(samples, unit));
        }
        return inputs;
    }

    private Sample[] family(String name, List<ImmutableMap<String, String>> series, long time, boolean good) {
        List<Sample> samples = new ArrayList<>();
        for (var each : series) {
            if (good || random.nextInt(8) > 0) {
                samples.add(Sample.builder().name(name).labels(each).value(value(good)).timestamp(time + (random.nextInt(6) == 0 ? 1 : 0)).build());
            }
        }
        return samples.toArray(Sample[]::new);
    }

    private List<ImmutableMap<String, String>> series(boolean good) {
        var series = new LinkedHashSet<ImmutableMap<String, String>>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            var base = labels(good);
            if (!histogram || !good) {
                series.add(ImmutableMap.copyOf(base));
                continue;
            }
            for (var bound : BOUNDS.subList(0, 2 + random.nextInt(BOUNDS.size() - 1))) {
                base.put("le", bound);
                series.add(ImmutableMap.copyOf(base));
            }
        }
        return new ArrayList<>(series);
    }

    private Map<String, String> labels(boolean good) {
        var order = new ArrayList<>(labels.keySet());
        Collections.shuffle(order, random);
        Map<String, String> chosen = new LinkedHashMap<>();
        for (var label : order) {
            if (good ? !label.endsWith("_process_id") || random.nextBoolean() : random.nextInt(6) > 0) {
                chosen.put(label, text(label, good));
            }
        }
        if (!good && random.nextInt(4) == 0) {
            chosen.put("unknown", any(TEXTS));
        }
        return chosen;
    }

    private String text(String label, boolean good) {
        var liked = labels.get(label);
        if (label.equals("le") && (good || random.nextInt(3) > 0)) {
            return random.nextInt(60) == 0 ? any(ODD_BOUNDS) : any(BOUNDS);
        }
        if (label.equals("layer") && (good || random.nextInt(3) > 0)) {
            return any(LAYERS);
        }
        if (!liked.isEmpty() && random.nextInt(10) < (good ? 9 : 5)) {
            var value = any(liked);
            return good || random.nextInt(4) > 0 ? value : random.nextBoolean() ? value + "x" : value.toUpperCase();
        }
        return any(good ? TEXTS.subList(0, 9) : TEXTS);
    }

    private double value(boolean good) {
        return switch (random.nextInt(good ? 16 : 5)) {
            case 0 -> VALUES[random.nextInt(VALUES.length)];
            case 1 -> random.nextInt(10);
            case 2 -> random.nextGaussian() * 1e6;
            case 3 -> random.nextDouble();
            default -> random.nextInt(100_000) / 16.0;
        };
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes the samples that a rule is run on: twenty a family, the same for the same seed. */
final class RuleInputs {

    private static final int SAMPLES = 20;
    private static final List<String> BOUNDS = List.of("0.005", "0.1", "1", "10", "Infinity");
    private static final List<String> TEXTS = List.of("alpha", "beta", "gamma|ns|delta");

    private final Random random;
    private final LabelHints hints;
    private final boolean histogram;

    /** @param histogram whether there is a bucket a sample */
    RuleInputs(long seed, LabelHints hints, boolean histogram) {
        random = new Random(seed);
        this.hints = hints;
        this.histogram = histogram;
    }

    /** The families have the same labels, so that operators between them find pairs. */
    List<Series> of(Collection<String> names) {
        List<Map<String, String>> labels = new ArrayList<>();
        while (labels.size() < SAMPLES) {
            var some = labels(labels.size());
            for (var bound : histogram ? BOUNDS : List.of("")) {
                var each = new HashMap<>(some);
                if (histogram) {
                    each.put("le", bound);
                }
                labels.add(each);
            }
        }
        List<Series> series = new ArrayList<>();
        for (var name : names) {
            for (var each : labels) {
                // Rules keep states by their value 1.
                series.add(random.nextInt(4) == 0 ? new Series(name, each, 1, 0) : new Series(name, each, random.nextInt(100_000), 1 + random.nextInt(1_000)));
            }
        }
        return series;
    }

    private Map<String, String> labels(int number) {
        Map<String, String> labels = new HashMap<>();
        // One label that the rule does not know, as real samples have some; it makes the samples differ.
        labels.put("series", "series-" + number);
        hints.values().forEach((label, liked) -> labels.put(label, value(liked)));
        return labels;
    }

    private String value(Collection<String> liked) {
        var from = liked.isEmpty() || random.nextInt(5) == 0 ? TEXTS : List.copyOf(liked);
        return from.get(random.nextInt(from.size()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.Set;
import java.util.function.BiConsumer;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;

/** Samples without some of their labels. */
final class Remains implements BiConsumer<String, String> {

    private final Set<String> removed;
    private String[] keys = new String[8];
    private String[] values = new String[8];
    private int count;

    Remains(Set<String> removed) {
        this.removed = removed;
    }

    @Override
    public void accept(String key, String value) {
        if (!removed.contains(key)) {
            keys[count] = key;
            values[count++] = value;
        }
    }

    Sample of(Sample sample) {
        var labels = sample.getLabels();
        if (labels.size() > keys.length) {
            keys = new String[labels.size()];
            values = new String[labels.size()];
        }
        count = 0;
        labels.forEach(this);
        if (count == labels.size()) {
            return sample;
        }
        return MalFamilies.sample(sample.getName(), Labels.of(keys, values, count), sample.getValue(), sample.getTimestamp());
    }
}

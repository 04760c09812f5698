// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.HashMap;
import java.util.Map;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;

import com.google.common.collect.ImmutableMap;

/** Finds the first of some samples with given labels. */
final class LabelIndex {

    private final Map<ImmutableMap<String, String>, Sample> samples;

    LabelIndex(Sample[] samples) {
        this.samples = new HashMap<>(samples.length * 2);
        for (var sample : samples) {
            this.samples.putIfAbsent(sample.getLabels(), sample);
        }
    }

    Sample find(ImmutableMap<String, String> labels) {
        return samples.get(labels);
    }
}

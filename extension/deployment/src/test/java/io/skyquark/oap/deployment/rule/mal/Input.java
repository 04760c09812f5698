// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamilyBuilder;

import com.google.common.collect.ImmutableMap;

/** Samples by name; an evaluation changes the families, so each has its own. */
record Input(Map<String, Sample[]> samples, TimeUnit bucketUnit) {

    Map<String, SampleFamily> families() {
        Map<String, SampleFamily> families = new HashMap<>();
        samples.forEach((name, each) -> families.put(name, SampleFamilyBuilder.newBuilder(each).defaultHistogramBucketUnit(bucketUnit).build()));
        return families;
    }

    /** The part {@code input:} of a case, its values scaled. */
    static Input of(Map<String, List<Map<String, Object>>> input, double scale, long timestamp) {
        Map<String, Sample[]> samples = new LinkedHashMap<>();
        input.forEach((name, list) -> samples.put(name, list.stream().map(each -> Sample.builder().name(name).labels(labels(each.get("labels")))
            .value(((Number) each.get("value")).doubleValue() * scale).timestamp(timestamp).build()).toArray(Sample[]::new)));
        return new Input(samples, TimeUnit.SECONDS);
    }

    /** What YAML reads as a number or as nothing is a text, too. */
    static ImmutableMap<String, String> labels(Object labels) {
        Map<String, String> texts = new HashMap<>();
        if (labels instanceof Map<?, ?> map) {
            map.forEach((name, value) -> texts.put(String.valueOf(name), value == null ? "" : value.toString()));
        }
        return ImmutableMap.copyOf(texts);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        samples.values().forEach(all -> {
            for (var sample : all) {
                text.append("\n      ").append(sample);
            }
        });
        return text.toString();
    }
}

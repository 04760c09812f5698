// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.server.core.analysis.meter.MeterEntity;

/** What upstream sees of one evaluation: success, nothing or a failure; the samples in order, and those of each entity. */
record Outcome(Kind kind, List<SampleView> samples, Map<MeterEntity, List<SampleView>> entities) {

    enum Kind {
        SAMPLES, EMPTY, THROWN
    }

    /** Compares values by their bits, labels without their order. */
    record SampleView(String name, Map<String, String> labels, double value, long timestamp) {

        static List<SampleView> of(Sample[] samples) {
            return Stream.of(samples).map(each -> new SampleView(each.getName(), each.getLabels(), each.getValue(), each.getTimestamp())).toList();
        }
    }

    static Outcome thrown() {
        return new Outcome(Kind.THROWN, List.of(), Map.of());
    }

    static Outcome of(SampleFamily family) {
        if (family == null || family == SampleFamily.EMPTY) {
            return new Outcome(Kind.EMPTY, List.of(), Map.of());
        }
        Map<MeterEntity, List<SampleView>> entities = new HashMap<>();
        family.context.getMeterSamples().forEach((entity, samples) -> entities.put(entity, SampleView.of(samples)));
        return new Outcome(Kind.SAMPLES, SampleView.of(family.samples), entities);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;
import org.apache.skywalking.oap.server.core.analysis.meter.MeterEntity;

/** What can be seen of an evaluation, upstream's or ours; equal where nobody can tell them apart. */
final class BothSides {

    /**
     * @param empty whether it is the one empty family
     * @param sameContext whether the context is the one of the (left) source
     */
    record Outcome(boolean thrown, boolean empty, boolean sameContext, List<SampleView> samples, Map<MeterEntity, List<SampleView>> entities,
                   List<MeterEntity> entityOrder) {
    }

    /** A sample with its labels in their order. */
    record SampleView(String name, List<Map.Entry<String, String>> labels, double value, long timestamp) {

        static List<SampleView> of(Sample[] samples) {
            var views = new ArrayList<SampleView>(samples.length);
            for (var sample : samples) {
                views.add(new SampleView(sample.getName(), sample.getLabels().entrySet().asList(), sample.getValue(), sample.getTimestamp()));
            }
            return views;
        }
    }

    private BothSides() {
    }

    /** @param source of the evaluation, whose context it may change */
    static Outcome outcome(SampleFamily source, Supplier<SampleFamily> evaluation) {
        try {
            var result = evaluation.get();
            return new Outcome(false, result == SampleFamily.EMPTY, result.context == source.context, SampleView.of(result.samples),
                    entities(source.context), List.copyOf(source.context.getMeterSamples().keySet()));
        } catch (RuntimeException e) {
            return new Outcome(true, false, false, List.of(), entities(source.context), List.copyOf(source.context.getMeterSamples().keySet()));
        }
    }

    private static Map<MeterEntity, List<SampleView>> entities(RunningContext context) {
        var entities = new LinkedHashMap<MeterEntity, List<SampleView>>();
        context.getMeterSamples().forEach((entity, samples) -> entities.put(entity, SampleView.of(samples)));
        return entities;
    }
}

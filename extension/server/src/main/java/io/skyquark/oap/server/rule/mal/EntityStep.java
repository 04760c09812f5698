// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;
import org.apache.skywalking.oap.server.core.analysis.meter.MeterEntity;

/** Puts the samples of each entity, without the labels that make up the entity, into the context; the samples themselves stay. */
final class EntityStep extends StageStep {

    private final EntityShape shape;
    private final String[] keys;
    private final int[] hashes;

    private EntityStep(EntityShape shape, List<String> keys) {
        this.shape = shape;
        this.keys = keys.toArray(new String[0]);
        hashes = GroupTable.hashes(this.keys);
    }

    static MalStep of(EntityShape shape, List<String> keys) {
        return Labels.distinct(keys) ? new EntityStep(shape, keys) : FailingStep.withSamples("Labels of an entity must differ: " + keys);
    }

    @Override
    public Sample[] run(Sample[] samples, RunningContext context) {
        var entities = new HashMap<MeterEntity, Sample[]>();
        if (samples.length == 1) {
            entities.put(shape.entity(samples[0].getLabels()), new Sample[] {without(samples[0], new Labels(keys))});
        } else {
            group(samples, context, entities);
        }
        context.setMeterSamples(entities);
        return samples;
    }

    private void group(Sample[] samples, RunningContext context, Map<MeterEntity, Sample[]> entities) {
        var table = new GroupTable(keys, hashes, Group.Members::new);
        var row = new Row(context);
        // Samples of a group are chained by their places.
        var chain = new int[samples.length];
        for (var i = 0; i < samples.length; i++) {
            row.load(samples[i]);
            var group = (Group.Members) table.of(row);
            if (group.count++ == 0) {
                group.firstPlace = i;
            } else {
                chain[group.lastPlace] = i;
            }
            group.lastPlace = i;
        }
        var remains = new Labels(keys);
        for (var group : table.groups()) {
            var first = ((Group.Members) group).firstPlace;
            var entity = shape.entity(samples[first].getLabels());
            var members = new Sample[group.count];
            for (int i = 0, place = first; i < members.length; i++, place = chain[place]) {
                members[i] = without(samples[place], remains);
            }
            entities.put(entity, members);
        }
    }

    private static Sample without(Sample sample, Labels remains) {
        var labels = sample.getLabels();
        remains.load(labels);
        if (remains.count() == labels.size()) {
            return sample;
        }
        return MalFamilies.sample(sample.getName(), remains.map(), sample.getValue(), sample.getTimestamp());
    }
}

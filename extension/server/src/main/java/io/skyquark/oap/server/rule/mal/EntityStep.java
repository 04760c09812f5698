// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.HashMap;
import java.util.List;
import java.util.Set;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;
import org.apache.skywalking.oap.server.core.analysis.meter.MeterEntity;

/** Puts the samples of each entity, without the labels that make up the entity, into the context; the samples themselves stay. */
final class EntityStep extends StageStep {

    private final EntityShape shape;
    private final String[] keys;
    private final int[] hashes;
    private final Set<String> keySet;

    private EntityStep(EntityShape shape, List<String> keys) {
        this.shape = shape;
        this.keys = keys.toArray(new String[0]);
        hashes = GroupTable.hashes(this.keys);
        keySet = Set.copyOf(keys);
    }

    static MalStep of(EntityShape shape, List<String> keys) {
        return Labels.distinct(keys) ? new EntityStep(shape, keys) : FailingStep.withSamples("Labels of an entity must differ: " + keys);
    }

    @Override
    public Sample[] run(Sample[] samples, RunningContext context) {
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
        var entities = new HashMap<MeterEntity, Sample[]>();
        var remains = new Remains(keySet);
        for (var group : table.groups()) {
            var first = ((Group.Members) group).firstPlace;
            var entity = shape.entity(samples[first].getLabels());
            var members = new Sample[group.count];
            for (int i = 0, place = first; i < members.length; i++, place = chain[place]) {
                members[i] = remains.of(samples[place]);
            }
            entities.put(entity, members);
        }
        context.setMeterSamples(entities);
        return samples;
    }
}

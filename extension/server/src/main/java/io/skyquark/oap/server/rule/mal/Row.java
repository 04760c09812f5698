// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.Map;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;

import com.google.common.collect.ImmutableMap;

/** The sample that a pass is at, as far as the steps have changed it; one object serves all samples of a pass. */
final class Row {

    final RunningContext context;
    double value;

    private final LabelOrders orders;
    private Labels scratch;
    private LabelHash labelHash;
    private Sample origin;
    private ImmutableMap<String, String> labels;
    /** Labels that a step has changed and nobody has asked for as an immutable map yet. */
    private LabelMap changed;

    Row(RunningContext context) {
        this(context, null);
    }

    /** @param orders of the labels that steps change; null where no step does */
    Row(RunningContext context, LabelOrders orders) {
        this.context = context;
        this.orders = orders;
    }

    void load(Sample sample) {
        origin = sample;
        value = sample.getValue();
        labels = sample.getLabels();
        changed = null;
    }

    /** A result of an aggregation, with name and time of a sample. */
    void load(Sample sample, ImmutableMap<String, String> labels, double value) {
        origin = sample;
        this.value = value;
        this.labels = labels;
        changed = null;
    }

    /** The sample with name and time of the row. */
    Sample origin() {
        return origin;
    }

    long timestamp() {
        return origin.getTimestamp();
    }

    /** The value of a label, null where the sample has no such label. */
    String label(String key) {
        return changed != null ? (String) changed.get(key) : labels.get(key);
    }

    /** The value of a label, "" where the sample has no such label. */
    String labelOrEmpty(String key) {
        var label = label(key);
        return label != null ? label : "";
    }

    ImmutableMap<String, String> labels() {
        if (changed != null) {
            labels = copyOfChanged();
            changed = null;
        }
        return labels;
    }

    private ImmutableMap<String, String> copyOfChanged() {
        if (orders == null || changed.mayHaveNulls()) {
            return copy(changed);
        }
        if (scratch == null) {
            scratch = new Labels();
        }
        var copied = orders.copy(changed, scratch);
        return copied != null ? copied : copy(changed);
    }

    int hashOfLabels() {
        if (labelHash == null) {
            labelHash = new LabelHash();
        }
        return labelHash.of(labels());
    }

    /** The labels in a map that may be changed. */
    LabelMap copyOfLabels() {
        return new LabelMap(labels());
    }

    /** Replaces the labels; a null key or value is refused now, the immutable copy waits until it is needed. */
    void relabel(Map<?, ?> map) {
        if (map instanceof LabelMap && !((LabelMap) map).mayHaveNulls()) {
            changed = (LabelMap) map;
        } else {
            labels = copy(map);
            changed = null;
        }
    }

    @SuppressWarnings("unchecked")
    private static ImmutableMap<String, String> copy(Map<?, ?> map) {
        return ImmutableMap.copyOf((Map<String, String>) (map instanceof LabelMap ? ((LabelMap) map).hashMap() : map));
    }

    Sample sample() {
        var current = labels();
        if (current == origin.getLabels() && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(origin.getValue())) {
            return origin;
        }
        return MalFamilies.sample(origin.getName(), current, value, origin.getTimestamp());
    }
}

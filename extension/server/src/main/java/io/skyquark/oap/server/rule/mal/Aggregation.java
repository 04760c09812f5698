// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.List;

/** A step that puts samples together. */
final class Aggregation extends MalStep {

    enum Kind {
        SUM, MAX, MIN, AVG, COUNT
    }

    private final Kind kind;
    /** Labels to group by; null for one group. */
    private final String[] keys;
    private final int[] hashes;
    private final int kept;

    private Aggregation(Kind kind, String[] keys, int[] hashes, int kept) {
        this.kind = kind;
        this.keys = keys;
        this.hashes = hashes;
        this.kept = kept;
    }

    /** @param by labels to keep, or null for one sample in all */
    static MalStep of(Kind kind, List<String> by) {
        if (by == null) {
            return new Aggregation(kind, null, null, 0);
        }
        var keys = by.toArray(MalFamilies.NO_TEXT);
        if (kind == Kind.COUNT && keys.length == 1) {
            return new Aggregation(kind, keys, null, 0);
        }
        if (!Labels.distinct(by) || kind == Kind.COUNT && keys.length == 0) {
            return FailingStep.withSamples("Cannot aggregate by " + by);
        }
        return new Aggregation(kind, keys, GroupTable.hashes(keys), kind == Kind.COUNT ? keys.length - 1 : keys.length);
    }

    String[] keys() {
        return keys;
    }

    /** How many of the keys the result keeps: counting by labels counts the last one away. */
    int kept() {
        return kept;
    }

    Accumulator start() {
        if (keys == null) {
            return new ValueAccumulator(kind, null);
        }
        if (kind != Kind.COUNT) {
            return new ValueAccumulator(kind, new GroupTable(keys, hashes, kind == Kind.AVG ? Group.Mean::new : Group::new));
        }
        return keys.length == 1 ? new DistinctAccumulator(keys[0]) : new CountAccumulator(keys, hashes);
    }
}

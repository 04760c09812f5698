// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.Arrays;

/** Number of different values of the last of some labels, for each combination of the others; samples must have all labels. */
final class CountAccumulator extends Accumulator {

    private final String[] keys;
    private final int[] hashes;
    private final GroupTable combinations;
    private boolean rows;

    CountAccumulator(String[] keys, int[] hashes) {
        this.keys = keys;
        this.hashes = hashes;
        combinations = new GroupTable(keys, hashes, Group::new);
    }

    @Override
    void add(Row row) {
        rows = true;
        for (var key : keys) {
            if (row.label(key) == null) {
                return;
            }
        }
        var group = combinations.of(row);
        if (group.count++ == 0) {
            group.first = row.origin();
        }
    }

    @Override
    Group[] finish() {
        if (!rows) {
            return GroupTable.NONE;
        }
        if (combinations.size() == 0) {
            throw new IllegalArgumentException("No sample has all of the labels to count " + Arrays.toString(keys));
        }
        var counts = new GroupTable(Arrays.copyOf(keys, keys.length - 1), hashes, Group::new);
        for (var combination : combinations.groups()) {
            var group = counts.of(combination.values);
            if (group.count++ == 0) {
                group.first = combination.first;
            }
        }
        var groups = counts.groups();
        for (var group : groups) {
            group.value = group.count;
        }
        return groups;
    }
}

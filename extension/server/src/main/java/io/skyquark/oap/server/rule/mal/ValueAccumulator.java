// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

/** Sum, greatest, least or mean value, or the number of samples; of each group or of all. */
final class ValueAccumulator extends Accumulator {

    private final Aggregation.Kind kind;
    private final GroupTable table;
    private Group total;

    /** @param table of the groups, or null for a total */
    ValueAccumulator(Aggregation.Kind kind, GroupTable table) {
        this.kind = kind;
        this.table = table;
    }

    @Override
    void add(Row row) {
        Group group;
        if (table != null) {
            group = table.of(row);
        } else {
            group = total != null ? total : (total = kind == Aggregation.Kind.AVG ? new Group.Mean(0, MalFamilies.NO_TEXT, null, null) : Group.total());
        }
        var value = row.value;
        if (group.count++ == 0) {
            group.first = row.origin();
            if (kind == Aggregation.Kind.AVG) {
                addCompensated((Group.Mean) group, value);
            } else {
                group.value = value;
            }
            return;
        }
        switch (kind) {
            case SUM -> group.value += value;
            case MAX -> group.value = Math.max(group.value, value);
            case MIN -> group.value = Math.min(group.value, value);
            case AVG -> addCompensated((Group.Mean) group, value);
            case COUNT -> { }
        }
    }

    /** Adds as {@link java.util.stream.DoubleStream#average} does: with Kahan's compensation, and without it besides for sums that overflow. */
    private static void addCompensated(Group.Mean group, double value) {
        var rest = value - group.compensation;
        var sum = group.value + rest;
        group.compensation = sum - group.value - rest;
        group.value = sum;
        group.simple += value;
    }

    private static double mean(Group.Mean group) {
        var sum = group.value - group.compensation;
        return (Double.isNaN(sum) && Double.isInfinite(group.simple) ? group.simple : sum) / group.count;
    }

    @Override
    Group[] finish() {
        var groups = table != null ? table.groups() : total != null ? new Group[] {total} : GroupTable.NONE;
        if (kind == Aggregation.Kind.AVG) {
            for (var group : groups) {
                group.value = mean((Group.Mean) group);
            }
        } else if (kind == Aggregation.Kind.COUNT) {
            for (var group : groups) {
                group.value = group.count;
            }
        }
        return groups;
    }
}

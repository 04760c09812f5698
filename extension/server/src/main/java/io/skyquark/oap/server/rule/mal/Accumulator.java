// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

/** What has come together of the samples of one pass of an {@link Aggregation}. */
abstract class Accumulator {

    static final Group[] NONE = {};

    abstract void add(Row row);

    /** The groups with their final values, in upstream's order; none if there were no rows. */
    abstract Group[] finish();

    /** The group of everything. */
    static Group total() {
        return new Group(0, MalFamilies.NO_TEXT, null, null);
    }

    /** Upstream takes name and time of a result from the first sample of its group. */
    static void start(Group group, Row row) {
        group.name = row.name();
        group.timestamp = row.timestamp();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

/** What has come together of the samples of one pass of an {@link Aggregation}. */
abstract class Accumulator {

    abstract void add(Row row);

    /** The groups with their final values, in upstream's order; none if there were no rows. */
    abstract Group[] finish();
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

/** Keeps samples whose value compares in one of some ways, as {@link Double#compare} has it, with a number. */
final class ValueFilter extends RowStep {

    private final double number;
    private final boolean less;
    private final boolean equal;
    private final boolean greater;

    ValueFilter(double number, boolean less, boolean equal, boolean greater) {
        this.number = number;
        this.less = less;
        this.equal = equal;
        this.greater = greater;
    }

    @Override
    boolean accept(Row row) {
        var order = Double.compare(row.value, number);
        return order < 0 ? less : order == 0 ? equal : greater;
    }
}

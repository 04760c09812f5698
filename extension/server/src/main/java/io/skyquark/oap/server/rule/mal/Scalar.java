// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

/** Arithmetic of each value with a number; a value that turns into a NaN is dropped. */
final class Scalar extends RowStep {

    enum Kind {
        PLUS, MINUS, MULTIPLY, DIV, NUMBER_MINUS, NUMBER_DIV, NEGATIVE
    }

    private final Kind kind;
    private final double number;

    private Scalar(Kind kind, double number) {
        this.kind = kind;
        this.number = number;
    }

    static MalStep of(Kind kind, Number number) {
        return number == null ? FailingStep.withSamples("Arithmetic with null") : new Scalar(kind, number.doubleValue());
    }

    @Override
    boolean accept(Row row) {
        var value = switch (kind) {
            case PLUS -> row.value + number;
            case MINUS -> row.value - number;
            case MULTIPLY -> row.value * number;
            case DIV -> row.value / number;
            // Not number - value: equal values give a negative zero.
            case NUMBER_MINUS -> -(row.value - number);
            case NUMBER_DIV -> number / row.value;
            case NEGATIVE -> -row.value;
        };
        row.value = value;
        return !Double.isNaN(value);
    }
}

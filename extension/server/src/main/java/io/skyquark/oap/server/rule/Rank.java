// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.math.BigInteger;

/** Width of numbers: the wider operand decides in which type a rule computes. */
enum Rank {
    INTEGER,
    LONG,
    BIG_INTEGER,
    BIG_DECIMAL,
    DOUBLE;

    static Rank of(Number left, Number right) {
        var rank = of(left);
        var other = of(right);
        return rank.compareTo(other) > 0 ? rank : other;
    }

    static Rank of(Number number) {
        if (number instanceof Integer) {
            return INTEGER;
        } else if (number instanceof Long) {
            return LONG;
        } else if (number instanceof Double || number instanceof Float) {
            return DOUBLE;
        } else if (number instanceof BigInteger) {
            return BIG_INTEGER;
        } else if (number instanceof Short || number instanceof Byte) {
            return INTEGER;
        }
        return BIG_DECIMAL;
    }
}

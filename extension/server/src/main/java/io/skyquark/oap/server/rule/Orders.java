// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.Comparator;

/** Orders for sorting and for finding the least or greatest. */
final class Orders {

    /** The order of {@code <}; values that have none are ordered by their hash codes, as Groovy does. */
    static final Comparator<Object> NATURAL = (left, right) -> {
        try {
            return RuleOps.compare(left, right);
        } catch (RuleMethodException incomparable) {
            if (RuleOps.equal(left, right)) {
                return 0;
            }
            return Integer.compare(left.hashCode(), right.hashCode());
        }
    };

    private Orders() {
    }

    /** A closure of two parameters compares, one of a single parameter gives what is compared. */
    static Comparator<Object> by(RuleClosure<?> closure) {
        if (closure.parameters() == 2) {
            return (left, right) -> {
                var order = closure.call(left, right);
                return order instanceof Number number ? number.intValue() : RuleOps.truth(order) ? 1 : 0;
            };
        }
        return (left, right) -> NATURAL.compare(closure.call(left), closure.call(right));
    }
}

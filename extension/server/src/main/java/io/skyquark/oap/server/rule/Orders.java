// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.Comparator;

/** Orders for sorting and for finding the least or greatest. */
final class Orders {

    /** The order of {@code <}; values that have none are ordered by their hash codes, as Groovy does when it sorts. */
    static final Comparator<Object> NATURAL = (left, right) -> {
        try {
            return RuleOps.compare(left, right);
        } catch (RuleMethodException incomparable) {
            if (left.hashCode() == right.hashCode() && left.equals(right)) {
                return 0;
            }
            return left.hashCode() > right.hashCode() ? 1 : -1;
        }
    };

    private Orders() {
    }

    /** A closure of two parameters compares, one of a single parameter gives what is compared. */
    static Comparator<Object> by(RuleClosure<?> closure) {
        return by(closure, NATURAL);
    }

    /** As {@link #by}, but values without an order are an error; so Groovy finds the least and the greatest. */
    static Comparator<Object> strict(RuleClosure<?> closure) {
        return by(closure, RuleOps::compare);
    }

    /** For telling equal elements from others: what a closure of one parameter gives is compared by {@code ==}. */
    static Comparator<Object> equality(RuleClosure<?> closure) {
        return closure.parameters() == 2 ? by(closure) : (left, right) -> RuleOps.equal(closure.call(left), closure.call(right)) ? 0 : 1;
    }

    private static Comparator<Object> by(RuleClosure<?> closure, Comparator<Object> natural) {
        if (closure.parameters() == 2) {
            return (left, right) -> {
                if (closure.call(left, right) instanceof Number order) {
                    return order.intValue();
                }
                throw new RuleMethodException("A closure that compares gives a number");
            };
        }
        return (left, right) -> natural.compare(closure.call(left), closure.call(right));
    }
}

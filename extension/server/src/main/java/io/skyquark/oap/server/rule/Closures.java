// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.List;
import java.util.Map;

/** Calls of closures with the elements of lists and maps. */
final class Closures {

    private Closures() {
    }

    /** A closure of two parameters gets the two elements of a list. */
    static Object call(RuleClosure<?> closure, Object element) {
        if (closure.parameters() == 2) {
            if (element instanceof List<?> pair && pair.size() == 2) {
                return closure.call(pair.get(0), pair.get(1));
            } else if (element instanceof Object[] pair && pair.length == 2) {
                return closure.call(pair[0], pair[1]);
            }
            throw new RuleMethodException("A closure of two parameters is called with one value of type " + RuleFormat.type(element));
        }
        return closure.call(element);
    }

    /** A closure of two parameters gets key and value. */
    static Object callEntry(RuleClosure<?> closure, Map.Entry<?, ?> entry) {
        return closure.parameters() == 2 ? closure.call(entry.getKey(), entry.getValue()) : closure.call((Object) entry);
    }

    /** Only a closure of two parameters takes two values. */
    static Object pair(RuleClosure<?> closure, Object first, Object second) {
        if (closure.parameters() != 2) {
            throw new RuleMethodException("A closure of two parameters is expected");
        }
        return closure.call(first, second);
    }

    static boolean test(RuleClosure<?> closure, Object element) {
        return RuleOps.truth(call(closure, element));
    }

    static boolean testEntry(RuleClosure<?> closure, Map.Entry<?, ?> entry) {
        return RuleOps.truth(callEntry(closure, entry));
    }
}

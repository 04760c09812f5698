// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Arguments of method calls as the types that methods want. */
final class Arguments {

    private Arguments() {
    }

    /** An argument is not of the type that the method wants; whoever dispatched the call tells the rule's author. */
    static final class Mismatch extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Mismatch() {
            super(null, null, false, false);
        }
    }

    /** @throws NullPointerException for null, as the method itself would */
    static String text(Object argument) {
        if (argument instanceof CharSequence text) {
            return text.toString();
        } else if (argument == null) {
            throw new NullPointerException("A text is expected, not null");
        }
        throw new Mismatch();
    }

    static int number(Object argument) {
        if (argument instanceof Integer number) {
            return number;
        } else if (argument instanceof Short || argument instanceof Byte || argument instanceof BigInteger) {
            return ((Number) argument).intValue();
        }
        throw new Mismatch();
    }

    static Number anyNumber(Object argument) {
        if (argument instanceof Number number) {
            return number;
        }
        throw new Mismatch();
    }

    static RuleClosure<?> closure(Object argument) {
        if (argument instanceof RuleClosure<?> closure) {
            return closure;
        }
        throw new Mismatch();
    }

    /** A pattern, or the text of one. */
    static Pattern pattern(Object argument) {
        return argument instanceof Pattern pattern ? pattern : Pattern.compile(text(argument));
    }
}

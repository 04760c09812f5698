// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What Go makes of values of YAML: their texts, their truth and their order. */
final class GoValues {

    /** From this decimal exponent on Go writes a number with an exponent. */
    private static final int LARGE_EXPONENT = 21;
    private static final int SMALL_EXPONENT = -4;

    private GoValues() {
    }

    /** The text of {@code fmt.Sprint}. */
    static String text(Object value) {
        if (value == null) {
            return "<nil>";
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(entry -> text(entry.getKey()) + ":" + text(entry.getValue())).sorted()
                .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(GoValues::text).collect(Collectors.joining(" ", "[", "]"));
        }
        return value instanceof Double number ? number(number) : value.toString();
    }

    /** What a template prints for a value. */
    static String printed(Object value) {
        return value == null ? "<no value>" : text(value);
    }

    static boolean isTrue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        if (value instanceof Collection<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        return value instanceof Boolean bool ? bool : value instanceof Number number ? number.doubleValue() != 0 : value != null;
    }

    /** @throws IllegalArgumentException where the two are not of one kind */
    static boolean equal(Object one, Object other) {
        if (one == null || other == null) {
            return one == other;
        }
        if (!one.getClass().equals(other.getClass()) || one instanceof Map || one instanceof List) {
            throw new IllegalArgumentException("cannot compare " + kind(one) + " with " + kind(other));
        }
        return one.equals(other);
    }

    /** @throws IllegalArgumentException where the two have no order */
    static int compare(Object one, Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return a instanceof Long && b instanceof Long ? Long.compare(a.longValue(), b.longValue()) : Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (one instanceof String a && other instanceof String b) {
            return a.compareTo(b);
        }
        throw new IllegalArgumentException("cannot compare " + kind(one) + " with " + kind(other));
    }

    static String kind(Object value) {
        return value == null ? "nothing" : value instanceof Map ? "a map" : value instanceof List ? "a list" : value instanceof String ? "a text"
            : value instanceof Boolean ? "a boolean" : "a number";
    }

    private static String number(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
        }
        if (number == 0) {
            return "0";
        }
        var decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= SMALL_EXPONENT && exponent < LARGE_EXPONENT) {
            return decimal.toPlainString();
        }
        var digits = decimal.unscaledValue().abs().toString();
        return (number < 0 ? "-" : "") + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "")
            + "e%s%02d".formatted(exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Arithmetic. The wider of two types decides: a floating-point number gives a Double, else a BigDecimal, a BigInteger, a Long, an Integer; whole numbers wrap.
 */
final class RuleArithmetic {

    private static final int EXTRA_PRECISION = 10;
    private static final int LEAST_SCALE = 10;

    private RuleArithmetic() {
    }

    static Object plus(Object left, Object right) {
        if (left instanceof Number number && right instanceof Number other) {
            return plusNumbers(number, other);
        } else if (left instanceof RuleText text) {
            return right instanceof RuleText other ? text.plus(other)
                    : right instanceof String other ? text.plus(other) : text + RuleFormat.text(right);
        } else if (left instanceof CharSequence || right instanceof CharSequence && (left == null || left instanceof Number || left instanceof Map<?, ?>)) {
            return RuleFormat.text(left) + RuleFormat.text(right);
        } else if (characters(left, right)) {
            return plus(number(left), number(right));
        }
        var joined = ListArithmetic.plus(left, right);
        if (joined == null) {
            throw unknown("+", left, right);
        }
        return joined;
    }

    private static Number plusNumbers(Number left, Number right) {
        return switch (Rank.of(left, right)) {
            case INTEGER -> left.intValue() + right.intValue();
            case LONG -> left.longValue() + right.longValue();
            case BIG_INTEGER -> bigInteger(left).add(bigInteger(right));
            case BIG_DECIMAL -> bigDecimal(left).add(bigDecimal(right));
            case DOUBLE -> left.doubleValue() + right.doubleValue();
        };
    }

    static Object minus(Object left, Object right) {
        if (left instanceof Number number && right instanceof Number other) {
            return minusNumbers(number, other);
        } else if (left instanceof CharSequence text) {
            return TextMethods.minus(text.toString(), right);
        } else if (characters(left, right)) {
            return minus(number(left), number(right));
        }
        var rest = ListArithmetic.minus(left, right);
        if (rest == null) {
            throw unknown("-", left, right);
        }
        return rest;
    }

    private static Number minusNumbers(Number left, Number right) {
        return switch (Rank.of(left, right)) {
            case INTEGER -> left.intValue() - right.intValue();
            case LONG -> left.longValue() - right.longValue();
            case BIG_INTEGER -> bigInteger(left).subtract(bigInteger(right));
            case BIG_DECIMAL -> bigDecimal(left).subtract(bigDecimal(right));
            case DOUBLE -> left.doubleValue() - right.doubleValue();
        };
    }

    static Object multiply(Object left, Object right) {
        if (left instanceof Number number && right instanceof Number other) {
            return switch (Rank.of(number, other)) {
                case INTEGER -> number.intValue() * other.intValue();
                case LONG -> number.longValue() * other.longValue();
                case BIG_INTEGER -> bigInteger(number).multiply(bigInteger(other));
                case BIG_DECIMAL -> bigDecimal(number).multiply(bigDecimal(other));
                case DOUBLE -> number.doubleValue() * other.doubleValue();
            };
        } else if (left instanceof CharSequence text && right instanceof Number times) {
            return text.toString().repeat(times.intValue());
        } else if (left instanceof Collection<?> list && right instanceof Number times && (list.isEmpty() || list instanceof Set<?> || times.intValue() >= 0)) {
            var repeated = list instanceof Set<?> ? new LinkedHashSet<Object>() : new ArrayList<Object>();
            for (var i = 0; i < times.intValue(); i++) {
                repeated.addAll(list);
            }
            return repeated;
        }
        if (characters(left, right)) {
            return multiply(number(left), number(right));
        }
        throw unknown("*", left, right);
    }

    static Object div(Object left, Object right) {
        if (characters(left, right)) {
            return div(number(left), number(right));
        }
        if (!(left instanceof Number number && right instanceof Number other)) {
            throw unknown("/", left, right);
        } else if (Rank.of(number, other) == Rank.DOUBLE) {
            return number.doubleValue() / other.doubleValue();
        }
        return divide(bigDecimal(number), bigDecimal(other));
    }

    /** The exact quotient; where it has no end, ten digits more than the longer operand, and as many after the point as it or ten. */
    private static BigDecimal divide(BigDecimal left, BigDecimal right) {
        try {
            return left.divide(right);
        } catch (ArithmeticException endless) {
            var precision = Math.max(left.precision(), right.precision()) + EXTRA_PRECISION;
            var quotient = left.divide(right, new MathContext(precision));
            var scale = Math.max(Math.max(left.scale(), right.scale()), LEAST_SCALE);
            return quotient.scale() > scale ? quotient.setScale(scale, RoundingMode.HALF_UP) : quotient;
        }
    }

    static Object mod(Object left, Object right) {
        if (!(left instanceof Number number && right instanceof Number other)) {
            throw unknown("%", left, right);
        }
        return switch (Rank.of(number, other)) {
            case INTEGER -> number.intValue() % other.intValue();
            case LONG -> number.longValue() % other.longValue();
            case BIG_INTEGER -> bigInteger(number).mod(bigInteger(other));
            case BIG_DECIMAL -> bigDecimal(number).remainder(bigDecimal(other));
            case DOUBLE -> number.doubleValue() % other.doubleValue();
        };
    }

    /** {@code left.intdiv(right)}: whole numbers only. */
    static Number wholeQuotient(Number left, Number right) {
        return switch (Rank.of(left, right)) {
            case INTEGER -> left.intValue() / right.intValue();
            case LONG -> left.longValue() / right.longValue();
            case BIG_INTEGER -> bigInteger(left).divide(bigInteger(right));
            case BIG_DECIMAL, DOUBLE -> throw unknown("intdiv", left, right);
        };
    }

    static Object power(Object left, Object right) {
        if (!(left instanceof Number number && right instanceof Number exponent)) {
            throw unknown("**", left, right);
        }
        var whole = Rank.of(exponent) == Rank.INTEGER && exponent.intValue() >= 0;
        if (whole && number instanceof BigDecimal decimal) {
            return decimal.pow(exponent.intValue());
        } else if (number instanceof BigInteger integer && Rank.of(exponent).compareTo(Rank.BIG_INTEGER) <= 0 && exponent.longValue() >= 0) {
            return integer.pow(exponent.intValue());
        } else if (whole && (number instanceof Integer || number instanceof Long)) {
            var power = bigInteger(number).pow(exponent.intValue());
            if (number instanceof Integer && power.bitLength() < Integer.SIZE) {
                return power.intValue();
            }
            return number instanceof Long && power.bitLength() < Long.SIZE ? (Number) power.longValue() : power;
        }
        return narrow(Math.pow(number.doubleValue(), exponent.doubleValue()));
    }

    private static Number narrow(double power) {
        if ((int) power == power) {
            return (int) power;
        }
        return (long) power == power ? (Number) (long) power : (Number) power;
    }

    static Object negate(Object value) {
        if (value instanceof Integer number) {
            return -number;
        } else if (value instanceof Long number) {
            return -number;
        } else if (value instanceof BigDecimal number) {
            return number.negate();
        } else if (value instanceof BigInteger number) {
            return number.negate();
        } else if (value instanceof Double number) {
            return -number;
        } else if (value instanceof Float number) {
            return -number;
        } else if (value instanceof Short number) {
            return (short) -number;
        } else if (value instanceof Byte number) {
            return (byte) -number;
        } else if (value instanceof List<?> list) {
            var negated = new ArrayList<Object>(list.size());
            for (var element : list) {
                negated.add(negate(element));
            }
            return negated;
        } else if (value == null) {
            throw new NullPointerException("Cannot invoke method negative() on null object");
        }
        throw RuleMethodException.noMethod(value, "negative");
    }

    /** Whether this is about numbers and characters, at least one character. */
    private static boolean characters(Object left, Object right) {
        return left instanceof Character && (right instanceof Number || right instanceof Character) || left instanceof Number && right instanceof Character;
    }

    /** A character counts as its number. */
    private static Object number(Object value) {
        return value instanceof Character character ? (Object) (int) character : value;
    }

    static BigInteger bigInteger(Number number) {
        if (number instanceof BigInteger integer) {
            return integer;
        } else if (number instanceof BigDecimal decimal) {
            return decimal.toBigInteger();
        } else if (number instanceof Double || number instanceof Float) {
            return new BigDecimal(number.toString()).toBigInteger();
        }
        return BigInteger.valueOf(number.longValue());
    }

    static BigDecimal bigDecimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        } else if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        } else if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            return BigDecimal.valueOf(number.longValue());
        }
        return new BigDecimal(number.toString());
    }

    private static RuntimeException unknown(String operator, Object left, Object right) {
        if (left == null) {
            return new NullPointerException("Cannot execute null" + operator + RuleFormat.text(right));
        }
        return RuleMethodException.noOperator(operator, left, right);
    }
}

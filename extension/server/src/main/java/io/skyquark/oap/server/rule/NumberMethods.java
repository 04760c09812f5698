// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Set;

/** Methods of numbers. */
final class NumberMethods {

    static final Set<String> NAMES = Set.of("intValue", "longValue", "doubleValue", "floatValue", "shortValue", "byteValue", "toInteger", "toLong",
            "toDouble", "toFloat", "toBigDecimal", "toBigInteger", "abs", "round", "trunc", "plus", "minus", "multiply", "div", "intdiv", "mod", "power",
            "compareTo", "isNaN", "isInfinite", "signum", "negate", "toPlainString", "stripTrailingZeros", "scale", "precision", "max", "min", "isCase");

    private NumberMethods() {
    }

    static Object call(Number number, String method, Object[] arguments) {
        return switch (arguments.length) {
            case 0 -> call(number, method);
            case 1 -> call(number, method, arguments[0]);
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Object call(Number number, String method) {
        return switch (method) {
            case "intValue", "toInteger" -> number.intValue();
            case "longValue", "toLong" -> number.longValue();
            case "doubleValue" -> number.doubleValue();
            // a Float as it reads, 2.456 and not 2.4560000896453857
            case "toDouble" -> number instanceof Float ? Double.valueOf(number.toString()) : (Double) number.doubleValue();
            case "floatValue", "toFloat" -> number.floatValue();
            case "shortValue" -> number.shortValue();
            case "byteValue" -> number.byteValue();
            case "toBigDecimal" -> RuleArithmetic.bigDecimal(number);
            case "toBigInteger" -> RuleArithmetic.bigInteger(number);
            case "abs" -> abs(number);
            case "round" -> round(number);
            case "trunc" -> trunc(number);
            case "isNaN" -> isFloating(number) ? (Object) Double.isNaN(number.doubleValue()) : RuleMethods.UNKNOWN;
            case "isInfinite" -> isFloating(number) ? (Object) Double.isInfinite(number.doubleValue()) : RuleMethods.UNKNOWN;
            default -> number instanceof BigDecimal decimal ? ofDecimal(decimal, method) : number instanceof BigInteger integer ? ofInteger(integer, method)
                    : RuleMethods.UNKNOWN;
        };
    }

    private static boolean isFloating(Number number) {
        return number instanceof Double || number instanceof Float;
    }

    private static Object ofDecimal(BigDecimal number, String method) {
        return switch (method) {
            case "signum" -> number.signum();
            case "negate" -> number.negate();
            case "toPlainString" -> number.toPlainString();
            case "stripTrailingZeros" -> number.stripTrailingZeros();
            case "scale" -> number.scale();
            case "precision" -> number.precision();
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Object ofInteger(BigInteger number, String method) {
        return switch (method) {
            case "signum" -> number.signum();
            case "negate" -> number.negate();
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Object call(Number number, String method, Object argument) {
        return switch (method) {
            case "plus" -> RuleOps.plus(number, argument);
            case "minus" -> RuleOps.minus(number, argument);
            case "multiply" -> RuleOps.multiply(number, argument);
            case "div" -> RuleOps.div(number, argument);
            case "mod" -> RuleOps.mod(number, argument);
            case "power" -> RuleOps.power(number, argument);
            case "intdiv" -> RuleArithmetic.wholeQuotient(number, Arguments.anyNumber(argument));
            case "compareTo" -> RuleComparison.compareNumbers(number, Arguments.anyNumber(argument));
            case "isCase" -> RuleOps.equal(number, argument);
            case "round" -> isFloating(number) || number instanceof BigDecimal ? round(number, Arguments.number(argument)) : RuleMethods.UNKNOWN;
            case "trunc" -> isFloating(number) || number instanceof BigDecimal ? trunc(number, Arguments.number(argument)) : RuleMethods.UNKNOWN;
            case "max" -> number instanceof BigDecimal decimal ? decimal.max(RuleArithmetic.bigDecimal(Arguments.anyNumber(argument))) : RuleMethods.UNKNOWN;
            case "min" -> number instanceof BigDecimal decimal ? decimal.min(RuleArithmetic.bigDecimal(Arguments.anyNumber(argument))) : RuleMethods.UNKNOWN;
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Number abs(Number number) {
        if (number instanceof Integer whole) {
            return Math.abs(whole);
        } else if (number instanceof Long whole) {
            return Math.abs(whole);
        } else if (number instanceof Double decimal) {
            return Math.abs(decimal);
        } else if (number instanceof Float decimal) {
            return Math.abs(decimal);
        } else if (number instanceof BigInteger whole) {
            return whole.abs();
        }
        return number instanceof BigDecimal decimal ? decimal.abs() : (Number) Math.abs(number.intValue());
    }

    private static Object round(Number number) {
        if (number instanceof Double decimal) {
            return Math.round(decimal);
        } else if (number instanceof Float decimal) {
            return Math.round(decimal);
        }
        return number instanceof BigDecimal decimal ? decimal.setScale(0, RoundingMode.HALF_UP) : RuleMethods.UNKNOWN;
    }

    private static Object round(Number number, int digits) {
        if (number instanceof BigDecimal decimal) {
            return decimal.setScale(digits, RoundingMode.HALF_UP);
        }
        if (Double.isNaN(number.doubleValue())) {
            return number;
        }
        var factor = Math.pow(10, digits);
        return number instanceof Float decimal ? (Object) (float) (Math.floor(decimal * factor + 0.5) / factor)
                : (Object) (Math.floor(number.doubleValue() * factor + 0.5) / factor);
    }

    private static Object trunc(Number number) {
        if (number instanceof Double decimal) {
            return decimal < 0 ? Math.ceil(decimal) : Math.floor(decimal);
        } else if (number instanceof Float decimal) {
            return (float) (decimal < 0 ? Math.ceil(decimal) : Math.floor(decimal));
        }
        return number instanceof BigDecimal decimal ? decimal.setScale(0, RoundingMode.DOWN) : RuleMethods.UNKNOWN;
    }

    private static Object trunc(Number number, int digits) {
        if (number instanceof BigDecimal decimal) {
            return decimal.setScale(digits, RoundingMode.DOWN);
        }
        var factor = Math.pow(10, digits);
        var scaled = number.doubleValue() * factor;
        var cut = (scaled < 0 ? Math.ceil(scaled) : Math.floor(scaled)) / factor;
        return number instanceof Float ? (Object) (float) cut : (Object) cut;
    }
}

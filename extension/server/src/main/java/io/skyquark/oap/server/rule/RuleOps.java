// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.protobuf.MessageOrBuilder;

/**
 * Operators, casts, properties and method calls of rules, with the values that Groovy 4 gives for them. Code of compiled rules calls these methods wherever
 * the types are known only at run time. A method that Groovy would not find is a {@link RuleMethodException}; anything asked of null is a
 * {@link NullPointerException}, a value that cannot become a type a {@link ClassCastException} or {@link NumberFormatException}.
 */
public final class RuleOps {

    private RuleOps() {
    }

    /** Groovy's truth: null, false, zero and whatever is empty are false. */
    public static boolean truth(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        } else if (value instanceof String text) {
            return !text.isEmpty();
        }
        return value != null && RuleCasts.truth(value);
    }

    /** {@code left == right} */
    public static boolean equal(Object left, Object right) {
        if (left instanceof String text && right instanceof String other) {
            return text.equals(other);
        }
        return left == right || left != null && right != null && RuleComparison.equal(left, right);
    }

    /** {@code left < right} */
    public static boolean less(Object left, Object right) {
        return left instanceof Double number && right instanceof Double other ? number.doubleValue() < other.doubleValue() : compare(left, right) < 0;
    }

    /** {@code left <= right} */
    public static boolean lessEqual(Object left, Object right) {
        return left instanceof Double number && right instanceof Double other ? number.doubleValue() <= other.doubleValue() : compare(left, right) <= 0;
    }

    /** {@code left > right} */
    public static boolean greater(Object left, Object right) {
        return left instanceof Double number && right instanceof Double other ? number.doubleValue() > other.doubleValue() : compare(left, right) > 0;
    }

    /** {@code left >= right} */
    public static boolean greaterEqual(Object left, Object right) {
        return left instanceof Double number && right instanceof Double other ? number.doubleValue() >= other.doubleValue() : compare(left, right) >= 0;
    }

    /** {@code left <=> right}; null is less than anything else. */
    public static int compare(Object left, Object right) {
        if (left instanceof Integer number && right instanceof Integer other) {
            return number.compareTo(other);
        } else if (left instanceof String text && right instanceof String other) {
            return text.compareTo(other);
        }
        return RuleComparison.compare(left, right);
    }

    /** {@code left === right} */
    public static boolean identical(Object left, Object right) {
        return left == right;
    }

    /** {@code left + right} */
    public static Object plus(Object left, Object right) {
        if (left instanceof String text) {
            return right instanceof String other ? text.concat(other) : text.concat(RuleFormat.text(right));
        } else if (left instanceof Integer number && right instanceof Integer other) {
            return number + other;
        }
        return RuleArithmetic.plus(left, right);
    }

    /** {@code left - right} */
    public static Object minus(Object left, Object right) {
        return RuleArithmetic.minus(left, right);
    }

    /** {@code left * right} */
    public static Object multiply(Object left, Object right) {
        return RuleArithmetic.multiply(left, right);
    }

    /** {@code left / right}; whole numbers give a BigDecimal. */
    public static Object div(Object left, Object right) {
        return RuleArithmetic.div(left, right);
    }

    /** {@code left % right} */
    public static Object mod(Object left, Object right) {
        return RuleArithmetic.mod(left, right);
    }

    /** {@code left ** right} */
    public static Object power(Object left, Object right) {
        return RuleArithmetic.power(left, right);
    }

    /** {@code -value} */
    public static Object negate(Object value) {
        return RuleArithmetic.negate(value);
    }

    /** {@code value in container} */
    public static boolean in(Object value, Object container) {
        if (container instanceof List<?> list) {
            return list.contains(value);
        }
        return RuleComparison.in(value, container);
    }

    /** {@code text =~ pattern} */
    public static Matcher find(Object text, Object pattern) {
        return MatcherMethods.find(text, pattern);
    }

    /** {@code text ==~ pattern} */
    public static boolean match(Object text, Object pattern) {
        return MatcherMethods.match(text, pattern);
    }

    /** {@code ~text} */
    public static Pattern pattern(Object text) {
        return MatcherMethods.pattern(text);
    }

    /** {@code value as Type}; null stays null. */
    public static Object cast(Object value, String className) {
        return RuleCasts.as(value, className);
    }

    /** {@code value as String} */
    public static String asString(Object value) {
        return value instanceof String text ? text : (String) RuleCasts.as(value, "String");
    }

    /** {@code value as Integer} */
    public static Integer asInteger(Object value) {
        return value instanceof Integer number ? number : (Integer) RuleCasts.as(value, "Integer");
    }

    /** {@code value as Long} */
    public static Long asLong(Object value) {
        return value instanceof Long number ? number : (Long) RuleCasts.as(value, "Long");
    }

    /** {@code value as Boolean}: the truth of the value, so {@code 'false' as Boolean} is true; null stays null. */
    public static Boolean asBoolean(Object value) {
        return value == null ? null : (Boolean) truth(value);
    }

    /** {@code value as Double} */
    public static Double asDouble(Object value) {
        return value instanceof Double number ? number : (Double) RuleCasts.as(value, "Double");
    }

    /** {@code Type x = value} and {@code (Type) value}: does not parse texts. */
    public static Object strictCast(Object value, String className) {
        return RuleCasts.strict(value, className);
    }

    /** {@code value instanceof Type}, by the name of one of the types that rules may name; null is of none. */
    public static boolean instanceOf(Object value, String className) {
        return RuleTypeTests.test(value, className);
    }

    /** {@code target.name} */
    public static Object property(Object target, String name) {
        if (target instanceof Map<?, ?> map) {
            return map.get(name);
        } else if (target instanceof MessageOrBuilder message) {
            return ProtobufProperties.get(message, name);
        } else if (target instanceof RuleObject object) {
            return object.property(name);
        }
        return RuleProperties.get(target, name);
    }

    /** {@code target*.name} */
    public static Object spread(Object target, String name) {
        return RuleProperties.spread(target, name);
    }

    /** {@code target.name = value} */
    public static void setProperty(Object target, String name, Object value) {
        if (target instanceof Map<?, ?> map) {
            RuleProperties.put(map, name, value);
        } else {
            RuleProperties.set(target, name, value);
        }
    }

    /** {@code target[key]} */
    public static Object index(Object target, Object key) {
        if (target instanceof Map<?, ?> map) {
            return map.get(key instanceof RuleText ? key.toString() : key);
        }
        return RuleProperties.index(target, key);
    }

    /** {@code target[key] = value} */
    public static void setIndex(Object target, Object key, Object value) {
        if (target instanceof Map<?, ?> map) {
            RuleProperties.put(map, key instanceof RuleText ? key.toString() : key, value);
        } else {
            RuleProperties.setIndex(target, key, value);
        }
    }

    /** {@code target.method(arguments)} */
    public static Object call(Object target, String method, Object... arguments) {
        return RuleMethods.call(target, method, arguments);
    }

    /** {@code target*.method(arguments)}: null for null, and null for each element that is null. */
    public static Object spreadCall(Object target, String method, Object... arguments) {
        return RuleProperties.spreadCall(target, method, arguments);
    }

    /** Names of all methods that {@link #call} knows on a value of some type. */
    public static Set<String> methods() {
        return RuleMethods.names();
    }

    /**
     * Names of the methods of a type.
     *
     * @param typeName STRING, LIST, MAP, ENTRY, NUMBER, BOOLEAN, MATCHER, PATTERN, ARRAY, ENUM or MESSAGE; any other is an {@link IllegalArgumentException}
     */
    public static Set<String> methods(String typeName) {
        return RuleMethods.names(typeName);
    }
}

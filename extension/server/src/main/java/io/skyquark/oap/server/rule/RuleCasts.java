// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/** Truth and casts. {@code as} parses texts, a declaration or a cast in parentheses does not. */
final class RuleCasts {

    private RuleCasts() {
    }

    /** Truth of a value that is not null. */
    static boolean truth(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        } else if (value instanceof CharSequence text) {
            return !text.isEmpty();
        } else if (value instanceof Number number) {
            return number.doubleValue() != 0;
        } else if (value instanceof Collection<?> collection) {
            return !collection.isEmpty();
        } else if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        } else if (value instanceof Matcher matcher) {
            return MatcherMethods.truth(matcher);
        } else if (value instanceof Character character) {
            return character != 0;
        }
        return !Sequences.isArray(value) || !Sequences.ofArray(value).isEmpty();
    }

    static String simpleName(String className) {
        return className.startsWith("java.") ? className.substring(className.lastIndexOf('.') + 1) : className;
    }

    static Object as(Object value, String className) {
        if (value == null) {
            return null;
        }
        var type = simpleName(className);
        if (value instanceof CharSequence text) {
            var parsed = parse(text.toString(), type);
            if (parsed != null) {
                return parsed;
            }
        } else if (value instanceof Number number && numberType(type)) {
            return number(number, type);
        }
        return switch (type) {
            case "List", "Collection", "Iterable" -> value instanceof Set<?> && !"List".equals(type) ? value : list(value, type);
            case "ArrayList" -> value instanceof ArrayList<?> ? value : new ArrayList<>(list(value, type));
            case "Set", "LinkedHashSet" -> value instanceof Set<?> ? value : new LinkedHashSet<>(list(value, type));
            default -> strict(value, className);
        };
    }

    /** Null for a type that no text is parsed for. */
    private static Object parse(String text, String type) {
        return switch (type) {
            case "Integer", "int" -> Integer.valueOf(text.trim());
            case "Long", "long" -> Long.valueOf(text.trim());
            case "Short", "short" -> Short.valueOf(text.trim());
            case "Byte", "byte" -> Byte.valueOf(text.trim());
            case "Double", "double" -> Double.valueOf(text.trim());
            case "Float", "float" -> Float.valueOf(text.trim());
            case "BigDecimal" -> new BigDecimal(text.trim());
            case "BigInteger" -> new BigInteger(text.trim());
            case "List" -> Sequences.characters(text);
            default -> null;
        };
    }

    private static boolean numberType(String type) {
        return switch (type) {
            case "Integer", "int", "Long", "long", "Short", "short", "Byte", "byte", "Double", "double", "Float", "float", "BigDecimal", "BigInteger" -> true;
            default -> false;
        };
    }

    private static Number number(Number number, String type) {
        return switch (type) {
            case "Integer", "int" -> number.intValue();
            case "Long", "long" -> number.longValue();
            case "Short", "short" -> number.shortValue();
            case "Byte", "byte" -> number.byteValue();
            case "Double", "double" -> number.doubleValue();
            case "Float", "float" -> number.floatValue();
            case "BigDecimal" -> number instanceof Float || number instanceof Double ? new BigDecimal(number.toString()) : RuleArithmetic.bigDecimal(number);
            default -> RuleArithmetic.bigInteger(number);
        };
    }

    private static Collection<Object> list(Object value, String type) {
        var list = value instanceof List<?> || !(value instanceof Collection<?>) ? Sequences.of(value) : new ArrayList<Object>((Collection<?>) value);
        if (list == null || value instanceof Matcher) {
            throw fails(value, type);
        }
        return list;
    }

    static Object strict(Object value, String className) {
        var type = simpleName(className);
        if (value == null) {
            return ofNull(type);
        } else if (numberType(type)) {
            return number(strictNumber(value, type), type);
        } else if (type.endsWith("[]")) {
            return array(value, type);
        }
        return switch (type) {
            case "Object" -> value;
            case "String" -> value instanceof char[] characters ? new String(characters) : string(value);
            case "Boolean", "boolean" -> RuleOps.truth(value);
            case "Character", "char" -> character(value, type);
            case "Number" -> value instanceof Number ? value : (Object) strictNumber(value, type);
            case "List", "ArrayList", "Collection", "Iterable" -> value instanceof Collection<?> && (value instanceof List<?> || !type.endsWith("List")) ? value
                    : Sequences.isArray(value) || value instanceof Collection<?> ? new ArrayList<>(Sequences.of(value)) : reject(value, type);
            case "Set", "LinkedHashSet" -> value instanceof Set<?> ? value
                    : value instanceof Collection<?> || Sequences.isArray(value) ? new LinkedHashSet<>(Sequences.of(value)) : reject(value, type);
            case "Map", "LinkedHashMap" -> value instanceof Map<?, ?> ? value : reject(value, type);
            case "CharSequence" -> value instanceof CharSequence ? value : string(value);
            case "Closure" -> value instanceof RuleClosure<?> ? value : reject(value, type);
            default -> throw new ClassCastException("Rules know no type '" + className + "' to cast to");
        };
    }

    private static String string(Object value) {
        return value instanceof Collection<?> || value instanceof Map<?, ?> ? value.toString() : RuleFormat.text(value);
    }

    private static Object ofNull(String type) {
        return switch (type) {
            case "boolean" -> false;
            case "int", "long", "short", "byte", "double", "float", "char" -> reject(null, type);
            default -> null;
        };
    }

    private static Number strictNumber(Object value, String type) {
        if (value instanceof Number number) {
            return number;
        } else if (value instanceof Character character) {
            return (int) character;
        } else if (value instanceof CharSequence text && text.length() == 1) {
            return (int) text.charAt(0);
        }
        throw fails(value, type);
    }

    private static Character character(Object value, String type) {
        if (value instanceof Number number) {
            return (char) number.intValue();
        }
        var text = value.toString();
        if (text.length() != 1) {
            throw fails(value, type);
        }
        return text.charAt(0);
    }

    private static Object array(Object value, String type) {
        var elements = value instanceof CharSequence ? null : Sequences.of(value);
        if (elements == null) {
            throw fails(value, type);
        }
        var element = type.substring(0, type.length() - 2);
        var cast = elements.stream().map(each -> strict(each, element)).toArray();
        return switch (element) {
            case "Object" -> value instanceof Object[] ? value : cast;
            case "String" -> value instanceof String[] ? value : Arrays.copyOf(cast, cast.length, String[].class);
            case "Integer" -> Arrays.copyOf(cast, cast.length, Integer[].class);
            case "Long" -> Arrays.copyOf(cast, cast.length, Long[].class);
            case "Double" -> Arrays.copyOf(cast, cast.length, Double[].class);
            case "int" -> Arrays.stream(cast).mapToInt(each -> (Integer) each).toArray();
            case "long" -> Arrays.stream(cast).mapToLong(each -> (Long) each).toArray();
            case "double" -> Arrays.stream(cast).mapToDouble(each -> (Double) each).toArray();
            default -> throw fails(value, type);
        };
    }

    private static Object reject(Object value, String type) {
        throw fails(value, type);
    }

    private static ClassCastException fails(Object value, String type) {
        return new ClassCastException("Cannot cast '" + RuleFormat.text(value) + "' of type " + RuleFormat.type(value) + " to " + type);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
            return number.doubleValue() != 0 && !Double.isNaN(number.doubleValue());
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
        var type = simpleName(className);
        if (value == null) {
            return ofNull(type);
        } else if (value instanceof CharSequence text) {
            var parsed = parse(text, type);
            return parsed != null ? parsed : strict(value, className);
        } else if (value instanceof Number number && numberType(type)) {
            return number(number, type);
        }
        return "List".equals(type) && value instanceof Set<?> set ? new ArrayList<Object>(set) : strict(value, className);
    }

    /** Null for a type that no text is parsed for. */
    private static Object parse(CharSequence value, String type) {
        var text = value.toString();
        return switch (type) {
            case "Integer", "int" -> Integer.valueOf(text.trim());
            case "Long", "long" -> Long.valueOf(text.trim());
            case "Short", "short" -> Short.valueOf(text.trim());
            case "Byte", "byte" -> Byte.valueOf(text.trim());
            case "Double", "double" -> Double.valueOf(text.trim());
            case "Float", "float" -> Float.valueOf(text.trim());
            case "BigDecimal" -> new BigDecimal(text.trim());
            case "BigInteger" -> new BigInteger(text.trim());
            case "List" -> value instanceof String ? Sequences.characters(text) : null;
            case "Character", "char" -> value instanceof String && !text.isEmpty() ? text.charAt(0) : null;
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
            case "String" -> RuleFormat.text(value);
            case "Boolean", "boolean" -> RuleOps.truth(value);
            case "Character", "char" -> character(value, type);
            case "Number" -> value instanceof Number ? value : reject(value, type);
            case "List" -> value instanceof List<?> ? value : Sequences.isArray(value) ? new ArrayList<>(Sequences.ofArray(value)) : reject(value, type);
            case "Collection", "Iterable" -> value instanceof Collection<?> ? value
                    : Sequences.isArray(value) ? new ArrayList<>(Sequences.ofArray(value)) : reject(value, type);
            case "ArrayList" -> value instanceof ArrayList<?> ? value : new ArrayList<>(elements(value, type));
            case "Set" -> value instanceof Set<?> ? value : new LinkedHashSet<>(elements(value, type));
            case "LinkedHashSet" -> value instanceof LinkedHashSet<?> ? value : new LinkedHashSet<>(elements(value, type));
            case "Map", "LinkedHashMap" -> value instanceof Map<?, ?> ? value : reject(value, type);
            case "HashMap" -> value instanceof HashMap<?, ?> ? value : reject(value, type);
            case "Pattern" -> value instanceof Pattern ? value : reject(value, type);
            case "Matcher" -> value instanceof Matcher ? value : reject(value, type);
            case "groovy.lang.GString" -> value instanceof RuleText ? value : reject(value, type);
            case "CharSequence" -> value instanceof CharSequence ? value : reject(value, type);
            case "Closure" -> value instanceof RuleClosure<?> ? value : reject(value, type);
            default -> throw new ClassCastException("Rules know no type '" + className + "' to cast to");
        };
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

    private static Collection<Object> elements(Object value, String type) {
        if (value instanceof Collection<?> || Sequences.isArray(value)) {
            return Sequences.of(value);
        }
        throw fails(value, type);
    }

    /** A text gives its characters, a map its entries, another value that is no sequence an array of itself. */
    private static Object array(Object value, String type) {
        var elements = value instanceof Matcher || Sequences.of(value) == null ? List.of(value) : Sequences.of(value);
        return switch (type) {
            case "Object[]" -> value instanceof Object[] ? value : elements.toArray();
            case "String[]" -> value instanceof String[] ? value : elements.stream().map(each -> (String) strict(each, "String")).toArray(String[]::new);
            default -> throw new ClassCastException("Rules know no type '" + type + "' to cast to");
        };
    }

    private static Object reject(Object value, String type) {
        throw fails(value, type);
    }

    private static ClassCastException fails(Object value, String type) {
        return new ClassCastException("Cannot cast '" + RuleFormat.text(value) + "' of type " + RuleFormat.type(value) + " to " + type);
    }
}

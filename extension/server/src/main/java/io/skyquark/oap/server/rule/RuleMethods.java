// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.protobuf.MessageOrBuilder;

/** Finds the method of a value by the value's type and the method's name. */
final class RuleMethods {

    /** What the methods of a type give for a name that they do not know. */
    static final Object UNKNOWN = new Object();

    private static final Set<String> ANY = Set.of("toString", "hashCode", "equals", "is", "asBoolean");
    /** What goes through the elements of a value takes a value that has none for its own only element. */
    private static final Set<String> OF_ONE = Set.of("each", "eachWithIndex", "any", "every", "collect", "find", "findAll", "inject", "grep");
    private static final Set<String> BOOLEAN = Set.of("booleanValue", "compareTo", "and", "or", "xor", "implies", "toBoolean");
    private static final Set<String> ENUM = Set.of("name", "ordinal", "compareTo", "getNumber");
    private static final Set<String> ENTRY = Set.of("getKey", "getValue", "setValue");

    private RuleMethods() {
    }

    static Object call(Object target, String method, Object... arguments) {
        if (target == null) {
            return ofNull(method, arguments);
        }
        Object result;
        try {
            result = dispatch(target, method, arguments);
        } catch (Arguments.Mismatch mismatch) {
            result = UNKNOWN;
        }
        if (result == UNKNOWN) {
            result = ofAny(target, method, arguments);
        }
        if (result == UNKNOWN && OF_ONE.contains(method) && !Sequences.isArray(target)) {
            result = IterationMethods.call(List.of(target), target, method, arguments);
        }
        if (result == UNKNOWN) {
            throw RuleMethodException.noMethod(target, method, arguments);
        }
        return result;
    }

    private static Object dispatch(Object target, String method, Object... arguments) {
        if (target instanceof String text) {
            return TextMethods.call(text, method, arguments);
        } else if (target instanceof Map<?, ?> map) {
            return MapMethods.call(map, method, arguments);
        } else if (target instanceof Number number) {
            return NumberMethods.call(number, method, arguments);
        } else if (target instanceof MessageOrBuilder message) {
            return ProtobufProperties.call(message, method, arguments);
        } else if (target instanceof RuleText text) {
            return ofText(text, method, arguments);
        } else if (target instanceof Collection<?> collection) {
            return ListMethods.call(collection, method, arguments);
        } else if (target instanceof Matcher matcher) {
            var result = MatcherMethods.call(matcher, method, arguments);
            return result == UNKNOWN && IterationMethods.OF_ANYTHING.contains(method)
                    ? IterationMethods.call(MatcherMethods.matches(matcher), matcher, method, arguments) : result;
        } else if (target instanceof Pattern pattern) {
            return MatcherMethods.call(pattern, method, arguments);
        } else if (target instanceof Map.Entry<?, ?> entry) {
            return ofEntry(entry, method, arguments);
        } else if (target instanceof Boolean flag) {
            return ofBoolean(flag, method, arguments);
        } else if (target instanceof Enum<?> constant) {
            return ofEnum(constant, method, arguments);
        } else if (target instanceof ProtobufEnumValue value) {
            return value.call(method, arguments);
        } else if (target instanceof RuleClosure<?> closure && "call".equals(method)) {
            return closure.call(arguments);
        } else if (Sequences.isArray(target)) {
            return ArrayMethods.call(target, method, arguments);
        }
        return UNKNOWN;
    }

    private static Object ofNull(String method, Object... arguments) {
        if (arguments.length == 0 && "toString".equals(method)) {
            return "null";
        } else if (arguments.length == 0 && "asBoolean".equals(method)) {
            return false;
        } else if (arguments.length == 1 && ("equals".equals(method) || "is".equals(method))) {
            return arguments[0] == null;
        } else if (arguments.length == 1 && "plus".equals(method)) {
            return RuleOps.plus(null, arguments[0]);
        }
        var nothing = OF_ONE.contains(method) ? IterationMethods.call(List.of(), null, method, arguments) : UNKNOWN;
        if (nothing != UNKNOWN) {
            return nothing;
        }
        throw new NullPointerException("Cannot invoke method " + method + "() on null object");
    }

    private static Object ofAny(Object target, String method, Object... arguments) {
        return switch (arguments.length) {
            case 0 -> switch (method) {
                case "toString" -> target instanceof Map<?, ?> && !(target instanceof AbstractMap<?, ?>) ? target.toString() : RuleFormat.text(target);
                case "hashCode" -> target.hashCode();
                case "asBoolean" -> RuleOps.truth(target);
                default -> UNKNOWN;
            };
            case 1 -> switch (method) {
                case "equals" -> target.equals(arguments[0]);
                case "is" -> target == arguments[0];
                default -> UNKNOWN;
            };
            default -> UNKNOWN;
        };
    }

    /** A text with values has the methods of a text, but is a different thing where identity and sums are concerned. */
    private static Object ofText(RuleText text, String method, Object... arguments) {
        return switch (method) {
            case "equals", "hashCode", "is" -> UNKNOWN;
            case "plus" -> arguments.length == 1 ? RuleOps.plus(text, arguments[0]) : UNKNOWN;
            case "each", "eachWithIndex" -> {
                var result = TextMethods.call(text.toString(), method, arguments);
                yield result == UNKNOWN ? UNKNOWN : text;
            }
            default -> TextMethods.call(text.toString(), method, arguments);
        };
    }

    @SuppressWarnings("unchecked")
    private static Object ofEntry(Map.Entry<?, ?> entry, String method, Object... arguments) {
        if (arguments.length == 0) {
            return switch (method) {
                case "getKey" -> entry.getKey();
                case "getValue" -> entry.getValue();
                case "toString" -> entry.toString();
                default -> UNKNOWN;
            };
        }
        return "setValue".equals(method) && arguments.length == 1 ? ((Map.Entry<?, Object>) entry).setValue(arguments[0]) : UNKNOWN;
    }

    private static Object ofBoolean(Boolean flag, String method, Object... arguments) {
        if (arguments.length == 0) {
            return "booleanValue".equals(method) || "toBoolean".equals(method) ? flag : UNKNOWN;
        }
        if (arguments.length != 1 || !(arguments[0] instanceof Boolean other)) {
            return UNKNOWN;
        }
        return switch (method) {
            case "compareTo" -> flag.compareTo(other);
            case "and" -> flag && other;
            case "or" -> flag || other;
            case "xor" -> flag ^ other;
            case "implies" -> !flag || other;
            default -> UNKNOWN;
        };
    }

    private static Object ofEnum(Enum<?> constant, String method, Object... arguments) {
        if (arguments.length == 0) {
            return switch (method) {
                case "name" -> constant.name();
                case "ordinal" -> constant.ordinal();
                default -> UNKNOWN;
            };
        }
        return "compareTo".equals(method) && arguments.length == 1 && arguments[0] instanceof Enum<?>
                ? (Object) RuleOps.compare(constant, arguments[0]) : UNKNOWN;
    }

    static Set<String> names() {
        var names = new TreeSet<String>();
        for (var type : new String[] {"STRING", "LIST", "MAP", "ENTRY", "NUMBER", "BOOLEAN", "MATCHER", "PATTERN", "ENUM", "MESSAGE"}) {
            names.addAll(names(type));
        }
        return names;
    }

    static Set<String> names(String type) {
        return switch (type) {
            case "STRING" -> union(TextMethods.NAMES, IterationMethods.OF_ANYTHING);
            case "LIST" -> union(ListMethods.NAMES, IterationMethods.NAMES);
            case "ARRAY" -> union(ArrayMethods.NAMES);
            case "MAP" -> union(MapMethods.NAMES);
            case "ENTRY" -> union(ENTRY);
            case "NUMBER" -> union(NumberMethods.NAMES);
            case "BOOLEAN" -> union(BOOLEAN);
            case "MATCHER" -> union(MatcherMethods.MATCHER, IterationMethods.OF_ANYTHING);
            case "PATTERN" -> union(MatcherMethods.PATTERN);
            case "ENUM" -> union(ENUM);
            case "MESSAGE" -> union(ProtobufProperties.METHODS);
            default -> throw new IllegalArgumentException("No type " + type);
        };
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        var union = new TreeSet<>(ANY);
        for (var set : sets) {
            union.addAll(set);
        }
        return union;
    }
}

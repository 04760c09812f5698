// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** Properties and elements of values other than maps, and their assignment. */
final class RuleProperties {

    private RuleProperties() {
    }

    static Object get(Object target, String name) {
        if (target == null) {
            throw new NullPointerException("Cannot get property '" + name + "' on null object");
        } else if (target instanceof Collection<?> collection) {
            return "empty".equals(name) ? (Object) collection.isEmpty() : ofElements(collection, name);
        } else if (target instanceof Map.Entry<?, ?> entry) {
            return switch (name) {
                case "key" -> entry.getKey();
                case "value" -> entry.getValue();
                default -> throw new MissingRulePropertyException(name, target);
            };
        } else if (target instanceof CharSequence text) {
            return switch (name) {
                case "empty" -> text.isEmpty();
                case "blank" -> text.toString().isBlank();
                case "bytes" -> text.toString().getBytes();
                case "chars" -> text.toString().toCharArray();
                default -> throw new MissingRulePropertyException(name, target);
            };
        } else if (target instanceof Matcher matcher && "count".equals(name)) {
            return MatcherMethods.matches(matcher).size();
        } else if (Sequences.isArray(target)) {
            return "length".equals(name) ? (Object) Sequences.ofArray(target).size() : ofElements(Sequences.ofArray(target), name);
        } else if (target instanceof ProtobufEnumValue value && "number".equals(name)) {
            return value.getNumber();
        }
        throw new MissingRulePropertyException(name, target);
    }

    private static List<Object> ofElements(Collection<?> elements, String name) {
        if ("class".equals(name)) {
            throw new MissingRulePropertyException(name, elements);
        }
        var values = new ArrayList<>(elements.size());
        for (var element : elements) {
            if (element != null) {
                values.add(RuleOps.property(element, name));
            }
        }
        return values;
    }

    /** The property of each element; of the value itself if it is no sequence; null for null. */
    static Object spread(Object target, String name) {
        if (target == null) {
            return null;
        }
        var elements = Sequences.of(target);
        if (elements == null) {
            return List.of(RuleOps.property(target, name));
        }
        var values = new ArrayList<>(elements.size());
        for (var element : elements) {
            values.add(element == null ? null : RuleOps.property(element, name));
        }
        return values;
    }

    /** The method of each element; of the value itself if it is no sequence; null for null. */
    static Object spreadCall(Object target, String method, Object... arguments) {
        if (target == null) {
            return null;
        }
        var elements = Sequences.of(target);
        var values = new ArrayList<>();
        for (var element : elements == null ? List.of(target) : elements) {
            values.add(element == null ? null : RuleMethods.call(element, method, arguments));
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    static void put(Map<?, ?> map, Object key, Object value) {
        ((Map<Object, Object>) map).put(key, value);
    }

    @SuppressWarnings("unchecked")
    static void set(Object target, String name, Object value) {
        if (target == null) {
            throw new NullPointerException("Cannot set property '" + name + "' on null object");
        } else if (target instanceof Map.Entry<?, ?> entry && "value".equals(name)) {
            ((Map.Entry<?, Object>) entry).setValue(value);
        } else {
            throw new MissingRulePropertyException(name, target);
        }
    }

    static Object index(Object target, Object key) {
        if (target == null) {
            throw new NullPointerException("Cannot invoke method getAt() on null object");
        } else if (key instanceof Collection<?> keys && (target instanceof List<?> || target instanceof CharSequence || Sequences.isArray(target))) {
            return several(target, keys);
        } else if (target instanceof Matcher matcher && key instanceof Number index) {
            return MatcherMethods.at(matcher, index.intValue());
        } else if (key instanceof Number index && (target instanceof List<?> || Rank.of(index) == Rank.INTEGER || index instanceof BigInteger)) {
            if (target instanceof List<?> list) {
                var position = position(list.size(), index.intValue());
                return position < list.size() ? list.get(position) : null;
            } else if (target instanceof CharSequence text) {
                var position = position(text.length(), index.intValue());
                return text.toString().substring(position, position + 1);
            } else if (target instanceof Collection<?> collection) {
                var position = index.intValue() < 0 ? collection.size() + index.intValue() : index.intValue();
                return position < 0 || position >= collection.size() ? null : new ArrayList<>(collection).get(position);
            } else if (Sequences.isArray(target)) {
                var elements = Sequences.ofArray(target);
                return elements.get(position(elements.size(), index.intValue()));
            }
        } else if (key instanceof CharSequence name) {
            return RuleOps.property(target, name.toString());
        }
        throw RuleMethodException.noMethod(target, "getAt", key);
    }

    private static Object several(Object target, Collection<?> keys) {
        if (target instanceof CharSequence) {
            var text = new StringBuilder();
            keys.forEach(key -> text.append(index(target, key)));
            return text.toString();
        }
        var values = new ArrayList<>(keys.size());
        for (var key : keys) {
            if (!(key instanceof Number || key instanceof Collection<?>)) {
                throw RuleMethodException.noMethod(target, "getAt", keys);
            }
            values.add(index(target, key));
        }
        return values;
    }

    /** Counts from the end if negative. */
    private static int position(int size, int index) {
        var position = index < 0 ? size + index : index;
        if (position < 0) {
            throw new ArrayIndexOutOfBoundsException("Negative array index [" + index + "] too large for array size " + size);
        }
        return position;
    }

    @SuppressWarnings("unchecked")
    static void setIndex(Object target, Object key, Object value) {
        if (target == null) {
            throw new NullPointerException("Cannot invoke method putAt() on null object");
        } else if (target instanceof List<?> elements && key instanceof Number index) {
            var list = (List<Object>) elements;
            var position = position(list.size(), index.intValue());
            while (list.size() < position) {
                list.add(null);
            }
            if (position < list.size()) {
                list.set(position, value);
            } else {
                list.add(value);
            }
        } else if (target instanceof String[] array && key instanceof Number index) {
            array[position(array.length, index.intValue())] = (String) RuleCasts.strict(value, "String");
        } else if (target instanceof Object[] array && key instanceof Number index) {
            array[position(array.length, index.intValue())] = value;
        } else if (key instanceof CharSequence name && Sequences.of(target) == null) {
            RuleOps.setProperty(target, name.toString(), value);
        } else {
            throw RuleMethodException.noMethod(target, "putAt", key, value);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Methods of maps. Closures of two parameters get key and value, others an entry. */
final class MapMethods {

    static final Set<String> NAMES = Set.of("get", "getAt", "getOrDefault", "put", "putAt", "putAll", "putIfAbsent", "remove", "clear", "replace",
            "containsKey", "containsValue", "size", "isEmpty", "keySet", "values", "entrySet", "find", "findAll", "findResult", "any", "every", "collect",
            "collectEntries", "each", "eachWithIndex", "sort", "toSorted", "max", "min", "groupBy", "countBy", "inject", "count", "subMap", "plus", "minus",
            "take", "drop", "isCase", "leftShift", "collectMany");

    private MapMethods() {
    }

    @SuppressWarnings("unchecked")
    static Object call(Map<?, ?> target, String method, Object[] arguments) {
        var map = (Map<Object, Object>) target;
        return switch (arguments.length) {
            case 0 -> call(map, method);
            case 1 -> arguments[0] instanceof RuleClosure<?> closure ? call(map, method, closure) : call(map, method, arguments[0]);
            case 2 -> call(map, method, arguments[0], arguments[1]);
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Object call(Map<Object, Object> map, String method) {
        return switch (method) {
            case "size" -> map.size();
            case "isEmpty" -> map.isEmpty();
            case "keySet" -> map.keySet();
            case "values" -> map.values();
            case "entrySet" -> map.entrySet();
            case "sort" -> sorted(map, Comparator.comparing(Map.Entry::getKey, Orders.NATURAL));
            case "toSorted" -> sorted(map, Comparator.comparing(Map.Entry::getValue, Orders.NATURAL));
            case "clear" -> {
                map.clear();
                yield null;
            }
            case "any", "every", "find", "findAll", "collect" -> IterationMethods.call(map.entrySet(), new ArrayList<>(), method, new Object[0]);
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Object call(Map<Object, Object> map, String method, Object argument) {
        return switch (method) {
            case "get", "getAt" -> map.get(argument);
            case "containsKey" -> map.containsKey(argument);
            case "containsValue" -> map.containsValue(argument);
            case "remove" -> map.remove(argument);
            case "equals" -> argument instanceof Map<?, ?> && RuleOps.equal(map, argument);
            case "isCase" -> RuleComparison.in(argument, map);
            case "plus" -> RuleOps.plus(map, argument);
            case "minus" -> RuleOps.minus(map, argument);
            case "putAll" -> putAll(map, argument);
            case "leftShift" -> leftShift(map, argument);
            case "subMap" -> subMap(map, argument);
            case "take" -> part(map, 0, Arguments.number(argument));
            case "drop" -> part(map, Arguments.number(argument), map.size());
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Object call(Map<Object, Object> map, String method, Object first, Object second) {
        return switch (method) {
            case "put" -> map.put(first, second);
            case "putIfAbsent" -> map.putIfAbsent(first, second);
            case "replace" -> map.replace(first, second);
            case "remove" -> map.remove(first, second);
            case "getOrDefault" -> map.getOrDefault(first, second);
            // Groovy's two-argument get keeps the default
            case "get" -> map.containsKey(first) ? map.get(first) : putNew(map, first, second);
            case "putAt" -> {
                map.put(first, second);
                yield null;
            }
            case "inject" -> IterationMethods.inject(map.entrySet().iterator(), first, Arguments.closure(second));
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Object putNew(Map<Object, Object> map, Object key, Object value) {
        map.put(key, value);
        return value;
    }

    private static Object call(Map<Object, Object> map, String method, RuleClosure<?> closure) {
        return switch (method) {
            case "each" -> {
                map.entrySet().forEach(entry -> Closures.callEntry(closure, entry));
                yield map;
            }
            case "eachWithIndex" -> eachWithIndex(map, closure);
            case "collect" -> collect(map, closure);
            case "collectEntries" -> collectEntries(map, closure);
            case "collectMany" -> collectMany(map, closure);
            case "find" -> map.entrySet().stream().filter(entry -> Closures.testEntry(closure, entry)).findFirst().orElse(null);
            case "findAll" -> kept(map, entry -> Closures.testEntry(closure, entry));
            case "findResult" -> collect(map, closure).stream().filter(Objects::nonNull).findFirst().orElse(null);
            case "any" -> map.entrySet().stream().anyMatch(entry -> Closures.testEntry(closure, entry));
            case "every" -> map.entrySet().stream().allMatch(entry -> Closures.testEntry(closure, entry));
            case "count" -> (int) map.entrySet().stream().filter(entry -> Closures.testEntry(closure, entry)).count();
            case "sort", "toSorted" -> sorted(map, Orders.by(closure));
            case "max" -> map.entrySet().stream().reduce((best, next) -> Orders.strict(closure).compare(next, best) > 0 ? next : best).orElse(null);
            case "min" -> map.entrySet().stream().reduce((best, next) -> Orders.strict(closure).compare(next, best) < 0 ? next : best).orElse(null);
            case "inject" -> IterationMethods.call(map.entrySet(), map, method, new Object[] {closure});
            case "groupBy" -> groupBy(map, closure);
            case "countBy" -> countBy(map, closure);
            default -> call(map, method, (Object) closure);
        };
    }

    private static Object eachWithIndex(Map<Object, Object> map, RuleClosure<?> closure) {
        var index = 0;
        for (var entry : map.entrySet()) {
            if (closure.parameters() == 2) {
                closure.call(entry, (Object) index);
            } else {
                closure.call((Object) entry);
            }
            index++;
        }
        return map;
    }

    private static List<Object> collect(Map<Object, Object> map, RuleClosure<?> closure) {
        var collected = new ArrayList<>(map.size());
        map.entrySet().forEach(entry -> collected.add(Closures.callEntry(closure, entry)));
        return collected;
    }

    private static Map<Object, Object> collectEntries(Map<Object, Object> map, RuleClosure<?> closure) {
        var collected = new LinkedHashMap<>();
        map.entrySet().forEach(entry -> Collecting.addEntry(collected, Closures.callEntry(closure, entry)));
        return collected;
    }

    private static List<Object> collectMany(Map<Object, Object> map, RuleClosure<?> closure) {
        var collected = new ArrayList<>();
        map.entrySet().forEach(entry -> Collecting.addAll(collected, Closures.callEntry(closure, entry)));
        return collected;
    }

    private static Map<Object, Object> kept(Map<Object, Object> map, Predicate<Map.Entry<Object, Object>> condition) {
        var kept = new LinkedHashMap<>();
        for (var entry : map.entrySet()) {
            if (condition.test(entry)) {
                kept.put(entry.getKey(), entry.getValue());
            }
        }
        return kept;
    }

    private static Map<Object, Object> sorted(Map<Object, Object> map, Comparator<? super Map.Entry<Object, Object>> order) {
        var sorted = new LinkedHashMap<>();
        map.entrySet().stream().sorted(order).forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static Map<Object, Object> groupBy(Map<Object, Object> map, RuleClosure<?> closure) {
        var groups = new LinkedHashMap<Object, Map<Object, Object>>();
        for (var entry : map.entrySet()) {
            groups.computeIfAbsent(Closures.callEntry(closure, entry), key -> new LinkedHashMap<>()).put(entry.getKey(), entry.getValue());
        }
        return new LinkedHashMap<>(groups);
    }

    private static Map<Object, Integer> countBy(Map<Object, Object> map, RuleClosure<?> closure) {
        var counts = new LinkedHashMap<Object, Integer>();
        map.entrySet().forEach(entry -> counts.merge(Closures.callEntry(closure, entry), 1, Integer::sum));
        return counts;
    }

    private static Object putAll(Map<Object, Object> map, Object argument) {
        if (argument instanceof Map<?, ?> other) {
            map.putAll(other);
            return null;
        }
        return RuleMethods.UNKNOWN;
    }

    private static Object leftShift(Map<Object, Object> map, Object argument) {
        if (argument instanceof Map<?, ?> || argument instanceof Map.Entry<?, ?>) {
            Collecting.addEntry(map, argument);
            return map;
        }
        return RuleMethods.UNKNOWN;
    }

    private static Object subMap(Map<Object, Object> map, Object argument) {
        var keys = argument instanceof Collection<?> several ? several : Sequences.isArray(argument) ? Sequences.ofArray(argument) : List.of(argument);
        var part = new LinkedHashMap<>();
        for (var key : keys) {
            if (map.containsKey(key)) {
                part.put(key, map.get(key));
            }
        }
        return part;
    }

    private static Map<Object, Object> part(Map<Object, Object> map, int from, int to) {
        var part = new LinkedHashMap<>();
        var index = 0;
        for (var entry : map.entrySet()) {
            if (index >= from && index < to) {
                part.put(entry.getKey(), entry.getValue());
            }
            index++;
        }
        return part;
    }
}

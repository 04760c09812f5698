// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Sums and differences of lists, sets, arrays and maps. None changes its operands; null means that there is no such operation. */
final class ListArithmetic {

    private ListArithmetic() {
    }

    static Object plus(Object left, Object right) {
        if (left instanceof Map<?, ?> map) {
            return plusMap(map, right);
        } else if (left instanceof Collection<?> collection) {
            var joined = copy(collection);
            if (right instanceof Collection<?> others) {
                joined.addAll(others);
            } else {
                joined.add(right);
            }
            return joined;
        } else if (left instanceof Object[] array) {
            return plusArray(array, right);
        }
        return null;
    }

    private static Object plusMap(Map<?, ?> map, Object right) {
        var joined = new LinkedHashMap<Object, Object>(map);
        if (right instanceof Map<?, ?> other) {
            joined.putAll(other);
            return joined;
        } else if (right instanceof Collection<?> entries) {
            for (var entry : entries) {
                var added = (Map.Entry<?, ?>) entry;
                joined.put(added.getKey(), added.getValue());
            }
            return joined;
        }
        return null;
    }

    private static Object[] plusArray(Object[] array, Object right) {
        var others = right instanceof Object[] more ? more : right instanceof Collection<?> more ? more.toArray() : new Object[] {right};
        var joined = Arrays.copyOf(array, array.length + others.length);
        for (var i = 0; i < others.length; i++) {
            joined[array.length + i] = array instanceof String[] ? RuleCasts.strict(others[i], "String") : others[i];
        }
        return joined;
    }

    static Object minus(Object left, Object right) {
        if (left instanceof Map<?, ?> map && (right instanceof Map<?, ?> || right == null)) {
            var other = right == null ? Map.of() : (Map<?, ?>) right;
            var rest = new LinkedHashMap<Object, Object>(map);
            rest.entrySet().removeIf(entry -> containsEntry(other, entry));
            return rest;
        } else if (left instanceof Collection<?> collection) {
            var rest = copy(collection);
            remove(rest, right);
            return rest;
        } else if (left instanceof Object[] array) {
            var rest = new ArrayList<Object>(Arrays.asList(array));
            remove(rest, right instanceof Object[] others ? Arrays.asList(others) : right);
            return rest.toArray(Arrays.copyOf(array, 0));
        }
        return null;
    }

    private static boolean containsEntry(Map<?, ?> map, Map.Entry<?, ?> entry) {
        for (var candidate : map.entrySet()) {
            if (RuleOps.equal(candidate.getKey(), entry.getKey()) && RuleOps.equal(candidate.getValue(), entry.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static void remove(Collection<Object> collection, Object removed) {
        var others = removed instanceof Collection<?> several ? several : null;
        collection.removeIf(element -> others == null ? RuleOps.equal(element, removed) : contains(others, element));
    }

    static boolean contains(Collection<?> collection, Object element) {
        for (var candidate : collection) {
            if (RuleOps.equal(candidate, element)) {
                return true;
            }
        }
        return false;
    }

    static Collection<Object> copy(Collection<?> collection) {
        return collection instanceof Set<?> ? new LinkedHashSet<>(collection) : new ArrayList<>(collection);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Methods that put what a closure gives for each element into a new list or map. */
final class Collecting {

    private Collecting() {
    }

    static Map<Object, Object> groupBy(Collection<?> elements, RuleClosure<?> closure) {
        var groups = new LinkedHashMap<Object, List<Object>>();
        elements.forEach(element -> groups.computeIfAbsent(Closures.call(closure, element), key -> new ArrayList<>()).add(element));
        return new LinkedHashMap<>(groups);
    }

    static Map<Object, Integer> countBy(Collection<?> elements, RuleClosure<?> closure) {
        var counts = new LinkedHashMap<Object, Integer>();
        elements.forEach(element -> counts.merge(Closures.call(closure, element), 1, Integer::sum));
        return counts;
    }

    static List<Object> collectMany(Collection<?> elements, RuleClosure<?> closure) {
        var collected = new ArrayList<>();
        for (var element : elements) {
            addAll(collected, Closures.call(closure, element));
        }
        return collected;
    }

    static void addAll(List<Object> collected, Object elements) {
        if (elements != null) {
            collected.addAll((Collection<?>) elements);
        }
    }

    static Map<Object, Object> collectEntries(Collection<?> elements, RuleClosure<?> closure) {
        var collected = new LinkedHashMap<>();
        for (var element : elements) {
            addEntry(collected, closure == null ? element : Closures.call(closure, element));
        }
        return collected;
    }

    /** An entry can be a map, an entry of one, or a list or array of key and value. */
    static void addEntry(Map<Object, Object> collected, Object entry) {
        if (entry instanceof Map<?, ?> map) {
            collected.putAll(map);
        } else if (entry instanceof Map.Entry<?, ?> one) {
            collected.put(one.getKey(), one.getValue());
        } else if (entry instanceof List<?> pair) {
            collected.put(pair.isEmpty() ? null : pair.get(0), pair.size() > 1 ? pair.get(1) : null);
        } else if (entry instanceof Object[] pair) {
            collected.put(pair.length == 0 ? null : pair[0], pair.length > 1 ? pair[1] : null);
        } else if (entry != null) {
            throw new ClassCastException("A value of type " + RuleFormat.type(entry) + " is no entry of a map");
        }
    }
}

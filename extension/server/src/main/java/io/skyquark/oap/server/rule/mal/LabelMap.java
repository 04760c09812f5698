// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

import com.google.common.collect.ImmutableMap;

/**
 * The labels that a closure may change, in place of the hash map that upstream copies them to. Most closures read some labels and set one: this map notes
 * what was set and removed, and becomes that hash map only when something is asked that depends on its order, by the same calls as in upstream.
 */
final class LabelMap extends AbstractMap<Object, Object> {

    static final Object REMOVED = new Object();

    private final ImmutableMap<String, String> base;
    /** Keys and values in turns, in the order of the calls. */
    private Object[] changes;
    private int length;
    private boolean nulls;
    private HashMap<Object, Object> map;

    LabelMap(ImmutableMap<String, String> base) {
        this.base = base;
    }

    /** The map that upstream would have now; it stays the state of this map. */
    HashMap<Object, Object> hashMap() {
        if (map == null) {
            map = new HashMap<>(base);
            for (var i = 0; i < length; i += 2) {
                if (changes[i + 1] == REMOVED) {
                    map.remove(changes[i]);
                } else {
                    map.put(changes[i], changes[i + 1]);
                }
            }
        }
        return map;
    }

    ImmutableMap<String, String> base() {
        return base;
    }

    /** Names and values in turns, {@link #REMOVED} for a value where the name was removed; null if nothing was changed. */
    Object[] changes() {
        return changes;
    }

    /** How many of {@link #changes} there are. */
    int length() {
        return length;
    }

    /** Whether there may be a null among keys and values. */
    boolean mayHaveNulls() {
        return map != null || nulls;
    }

    /** Place of the last change of a name among the changes, or a negative number. */
    int changeOf(Object key) {
        for (var i = length - 2; i >= 0; i -= 2) {
            if (key == null ? changes[i] == null : key.equals(changes[i])) {
                return i;
            }
        }
        return -1;
    }

    private void change(Object key, Object value) {
        if (changes == null) {
            changes = new Object[4];
        } else if (length == changes.length) {
            changes = Arrays.copyOf(changes, length * 2);
        }
        changes[length++] = key;
        changes[length++] = value;
    }

    @Override
    public Object get(Object key) {
        if (map != null) {
            return map.get(key);
        }
        var change = changeOf(key);
        if (change < 0) {
            return base.get(key);
        }
        return changes[change + 1] == REMOVED ? null : changes[change + 1];
    }

    @Override
    public boolean containsKey(Object key) {
        if (map != null) {
            return map.containsKey(key);
        }
        var change = changeOf(key);
        return change < 0 ? base.containsKey(key) : changes[change + 1] != REMOVED;
    }

    @Override
    public Object put(Object key, Object value) {
        if (map != null) {
            return map.put(key, value);
        }
        var previous = get(key);
        nulls |= key == null || value == null;
        change(key, value);
        return previous;
    }

    @Override
    public Object remove(Object key) {
        if (map != null) {
            return map.remove(key);
        }
        var previous = get(key);
        change(key, REMOVED);
        return previous;
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
        return hashMap().entrySet();
    }

    @Override
    public Set<Object> keySet() {
        return hashMap().keySet();
    }

    @Override
    public void putAll(Map<?, ?> other) {
        hashMap().putAll(other);
    }

    @Override
    public void forEach(BiConsumer<? super Object, ? super Object> action) {
        hashMap().forEach(action);
    }

    @Override
    public Object putIfAbsent(Object key, Object value) {
        return hashMap().putIfAbsent(key, value);
    }

    @Override
    public Object computeIfAbsent(Object key, Function<? super Object, ?> function) {
        return hashMap().computeIfAbsent(key, function);
    }

    @Override
    public Object compute(Object key, BiFunction<? super Object, ? super Object, ?> function) {
        return hashMap().compute(key, function);
    }

    @Override
    public Object merge(Object key, Object value, BiFunction<? super Object, ? super Object, ?> function) {
        return hashMap().merge(key, value, function);
    }
}

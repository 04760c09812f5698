// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.HashSet;
import java.util.List;
import java.util.function.BiConsumer;

import com.google.common.collect.ImmutableMap;

/** Labels on the way to an immutable map: fewer objects than with a builder, and none where the labels stay as they are. */
final class Labels implements BiConsumer<String, String> {

    private final String[] removed;
    private String[] keys = MalFamilies.NO_TEXT;
    private String[] values = MalFamilies.NO_TEXT;
    private int count;

    /** @param removed names of labels to leave out */
    Labels(String... removed) {
        this.removed = removed;
    }

    /** Starts over with some labels. */
    void load(ImmutableMap<String, String> labels) {
        if (labels.size() >= keys.length) {
            keys = new String[labels.size() + 1];
            values = new String[labels.size() + 1];
        }
        count = 0;
        labels.forEach(this);
    }

    @Override
    public void accept(String key, String value) {
        for (var name : removed) {
            if (name.equals(key)) {
                return;
            }
        }
        keys[count] = key;
        values[count++] = value;
    }

    int count() {
        return count;
    }

    /** The names, of which the first {@link #count} are in use. */
    String[] keys() {
        return keys;
    }

    /** The values, of which the first {@link #count} are in use. */
    String[] values() {
        return values;
    }

    /** Adds one label, which must not be there. */
    void add(String key, String value) {
        for (var i = 0; i < count; i++) {
            if (keys[i].equals(key)) {
                throw new IllegalArgumentException("Label " + key + " twice");
            }
        }
        keys[count] = key;
        values[count++] = value;
    }

    ImmutableMap<String, String> map() {
        return of(keys, values, count);
    }

    /** The map of the first keys and values, in their order; keys must differ. */
    static ImmutableMap<String, String> of(String[] keys, String[] values, int count) {
        switch (count) {
            case 0:
                return ImmutableMap.of();
            case 1:
                return ImmutableMap.of(keys[0], values[0]);
            case 2:
                return ImmutableMap.of(keys[0], values[0], keys[1], values[1]);
            case 3:
                return ImmutableMap.of(keys[0], values[0], keys[1], values[1], keys[2], values[2]);
            case 4:
                return ImmutableMap.of(keys[0], values[0], keys[1], values[1], keys[2], values[2], keys[3], values[3]);
            default:
                var map = ImmutableMap.<String, String>builderWithExpectedSize(count);
                for (var i = 0; i < count; i++) {
                    map.put(keys[i], values[i]);
                }
                return map.buildOrThrow();
        }
    }

    /** Whether upstream can make an immutable map with these keys: none is null, all differ. */
    static boolean distinct(List<String> keys) {
        var set = new HashSet<>(keys);
        return !set.contains(null) && set.size() == keys.size();
    }
}

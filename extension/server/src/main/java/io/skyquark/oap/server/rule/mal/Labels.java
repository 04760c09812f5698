// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.HashSet;
import java.util.List;

import com.google.common.collect.ImmutableMap;

/** Immutable maps of labels. */
final class Labels {

    private Labels() {
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

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import com.google.common.collect.ImmutableMap;

/** The map of labels behaves as the hash map that upstream passes to closures, in its order too. */
class LabelMapTest {

    @Test
    void behavesAsUpstreamsCopy() {
        var random = new Random(7);
        for (var run = 0; run < 3000; run++) {
            var labels = new HashMap<String, String>();
            for (var i = random.nextInt(14); i > 0; i--) {
                labels.put(key(random), "v" + random.nextInt(5));
            }
            var base = ImmutableMap.copyOf(labels);
            Map<Object, Object> expected = new HashMap<>(base);
            Map<Object, Object> actual = new LabelMap(base);
            var calls = new ArrayList<Integer>();
            for (var i = random.nextInt(12); i > 0; i--) {
                var call = random.nextInt(12);
                var key = random.nextInt(30) == 0 ? null : key(random);
                var value = random.nextInt(20) == 0 ? null : "w" + random.nextInt(9);
                calls.add(call);
                assertThat(call(actual, call, key, value)).as("%s", calls).isEqualTo(call(expected, call, key, value));
            }
            assertThat(((LabelMap) actual).hashMap()).as("%s", calls).isEqualTo(expected);
            assertThat(new ArrayList<>(actual.entrySet())).as("%s", calls).isEqualTo(new ArrayList<>(expected.entrySet()));
        }
    }

    private static String key(Random random) {
        return "k" + random.nextInt(40);
    }

    /** Mostly what leaves the order open, now and then what asks for it. */
    private static Object call(Map<Object, Object> map, int call, Object key, Object value) {
        return switch (call) {
            case 0, 1, 2 -> map.put(key, value);
            case 3, 4 -> map.remove(key);
            case 5 -> map.get(key);
            case 6 -> map.containsKey(key);
            case 7 -> map.getOrDefault(key, "none");
            case 8 -> value == null ? new ArrayList<>(map.values()) : map.size();
            case 9 -> map.putIfAbsent(key, value);
            case 10 -> map.computeIfAbsent(key, absent -> value);
            default -> map.keySet().removeIf(name -> "k1".equals(name));
        };
    }

    @Test
    void knowsWhetherNullsMayBeAmongTheLabels() {
        var map = new LabelMap(ImmutableMap.of("a", "1"));
        map.put("b", "2");
        assertThat(map.mayHaveNulls()).isFalse();
        map.put("a", null);
        assertThat(map.mayHaveNulls()).isTrue();
    }
}

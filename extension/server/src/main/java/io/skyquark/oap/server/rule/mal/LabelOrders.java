// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.Arrays;

import com.google.common.collect.ImmutableMap;

/**
 * The orders that changed labels have had. Upstream's labels go through a hash map and keep its order, which depends on the names only: on those before the
 * changes, and on those set and removed, in turn. Samples of a family have few different ones, so a hash map is made once for each of these, not for each sample.
 */
final class LabelOrders {

    private static final int REMEMBERED = 8;

    /** Only ever replaced, so that a race costs at most another hash map. */
    private volatile Order[] known = {};

    /**
     * One order.
     *
     * @param before names before the changes
     * @param changed name and null in turns, or {@link LabelMap#REMOVED} instead of null
     * @param names after the changes, in order
     * @param sources of the values: place before the changes, or the complement of the place in the changes
     */
    private record Order(String[] before, Object[] changed, String[] names, int[] sources) {

        boolean is(String[] keys, int count, Object[] changes, int length) {
            if (before.length != count || changed.length != length) {
                return false;
            }
            for (var i = 0; i < length; i += 2) {
                if (!changed[i].equals(changes[i]) || changed[i + 1] == LabelMap.REMOVED != (changes[i + 1] == LabelMap.REMOVED)) {
                    return false;
                }
            }
            for (var i = 0; i < count; i++) {
                if (!before[i].equals(keys[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * An immutable copy of changed labels, or null where not all names and values are texts.
     *
     * @param scratch of the calling thread
     */
    ImmutableMap<String, String> copy(LabelMap map, Labels scratch) {
        var changes = map.changes();
        for (var i = 0; i < map.length(); i++) {
            if (!(changes[i] instanceof String) && changes[i] != LabelMap.REMOVED) {
                return null;
            }
        }
        scratch.load(map.base());
        var order = find(map, scratch);
        var values = new String[order.sources.length];
        for (var i = 0; i < values.length; i++) {
            var source = order.sources[i];
            values[i] = source >= 0 ? scratch.values()[source] : (String) changes[~source];
        }
        return Labels.of(order.names, values, values.length);
    }

    private Order find(LabelMap map, Labels scratch) {
        var orders = known;
        for (var order : orders) {
            if (order.is(scratch.keys(), scratch.count(), map.changes(), map.length())) {
                return order;
            }
        }
        var order = order(map, scratch);
        if (orders.length < REMEMBERED) {
            orders = Arrays.copyOf(orders, orders.length + 1);
            orders[orders.length - 1] = order;
            known = orders;
        }
        return order;
    }

    private static Order order(LabelMap map, Labels scratch) {
        var before = Arrays.copyOf(scratch.keys(), scratch.count());
        var changes = map.changes();
        var changed = new Object[map.length()];
        for (var i = 0; i < changed.length; i += 2) {
            changed[i] = changes[i];
            changed[i + 1] = changes[i + 1] == LabelMap.REMOVED ? LabelMap.REMOVED : null;
        }
        var names = map.hashMap().keySet().toArray(MalFamilies.NO_TEXT);
        var sources = new int[names.length];
        for (var i = 0; i < names.length; i++) {
            var change = map.changeOf(names[i]);
            sources[i] = change >= 0 ? ~(change + 1) : Arrays.asList(before).indexOf(names[i]);
        }
        return new Order(before, changed, names, sources);
    }
}

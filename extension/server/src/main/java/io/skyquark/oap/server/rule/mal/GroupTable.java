// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;

/**
 * Groups by label values. Its order is the one of a {@link HashMap} of immutable maps filled by {@code computeIfAbsent}, since that is what upstream goes
 * through: the same bins, a new group at the head of its bin, and growth at the first call after the threshold was passed. Where a bin would become a
 * tree, a real map takes over.
 */
final class GroupTable {

    static final Group[] NONE = {};

    private static final int LONGEST_BIN = 7;

    private final String[] keys;
    private final int[] keyHashes;
    private final Group.Factory factory;
    /** Not there before the second group. */
    private Group[] bins;
    private int threshold = 12;
    private int size;
    private Group newest;
    private Group latest;
    private String[] probe;
    private HashMap<Key, Group> map;

    /** The labels of a group with upstream's hash. */
    private record Key(int hash, String[] values) {

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(values, key.values);
        }
    }

    GroupTable(String[] keys, int[] keyHashes, Group.Factory factory) {
        this.keys = keys;
        this.keyHashes = keyHashes;
        this.factory = factory;
        probe = new String[keys.length];
    }

    static int[] hashes(String[] keys) {
        var hashes = new int[keys.length];
        for (var i = 0; i < keys.length; i++) {
            hashes[i] = keys[i].hashCode();
        }
        return hashes;
    }

    /** The group of a row; a new one has a count of 0 and nothing set. */
    Group of(Row row) {
        for (var i = 0; i < probe.length; i++) {
            probe[i] = row.labelOrEmpty(keys[i]);
        }
        return find();
    }

    /** The group of these values, of which the table takes as many as it has keys. */
    Group of(String[] values) {
        System.arraycopy(values, 0, probe, 0, probe.length);
        return find();
    }

    private Group find() {
        if (size > threshold && map == null) {
            grow();
        }
        // Samples of a group tend to follow each other.
        if (latest != null && equalsProbe(latest.values)) {
            return latest;
        }
        latest = search();
        return latest;
    }

    private Group search() {
        var hash = 0;
        for (var i = 0; i < probe.length; i++) {
            hash += keyHashes[i] ^ probe[i].hashCode();
        }
        if (map != null) {
            return findInMap(hash);
        }
        if (bins == null) {
            if (newest == null) {
                return add(hash, null);
            }
            bins = new Group[16];
            bins[spread(newest.hash) & 15] = newest;
        }
        var bin = spread(hash) & bins.length - 1;
        var length = 0;
        for (var group = bins[bin]; group != null; group = group.next) {
            if (group.hash == hash && equalsProbe(group.values)) {
                return group;
            }
            length++;
        }
        if (length >= LONGEST_BIN) {
            moveToMap();
            return findInMap(hash);
        }
        bins[bin] = add(hash, bins[bin]);
        return newest;
    }

    private Group add(int hash, Group next) {
        size++;
        newest = factory.group(hash, probe, next, newest);
        probe = new String[probe.length];
        return newest;
    }

    private boolean equalsProbe(String[] values) {
        for (var i = 0; i < values.length; i++) {
            if (!values[i].equals(probe[i])) {
                return false;
            }
        }
        return true;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 16;
    }

    /** Doubles the bins; groups that stay together keep their order. */
    private void grow() {
        var larger = new Group[bins.length * 2];
        var tails = new Group[larger.length];
        for (var head : bins) {
            for (var group = head; group != null;) {
                var next = group.next;
                group.next = null;
                var bin = spread(group.hash) & larger.length - 1;
                if (tails[bin] == null) {
                    larger[bin] = group;
                } else {
                    tails[bin].next = group;
                }
                tails[bin] = group;
                group = next;
            }
        }
        bins = larger;
        threshold *= 2;
    }

    private void moveToMap() {
        var groups = new ArrayDeque<Group>(size);
        for (var group = newest; group != null; group = group.older) {
            groups.addFirst(group);
        }
        map = new HashMap<>();
        for (var group : groups) {
            map.computeIfAbsent(new Key(group.hash, group.values), key -> group);
        }
    }

    private Group findInMap(int hash) {
        var group = map.computeIfAbsent(new Key(hash, probe), key -> factory.group(key.hash, key.values, null, null));
        if (group.values == probe) {
            size++;
            probe = new String[probe.length];
        }
        return group;
    }

    int size() {
        return size;
    }

    /** The groups in upstream's order. */
    Group[] groups() {
        if (map != null) {
            return map.values().toArray(new Group[0]);
        }
        if (bins == null) {
            return newest == null ? NONE : new Group[] {newest};
        }
        var groups = new Group[size];
        var at = 0;
        for (var head : bins) {
            for (var group = head; group != null; group = group.next) {
                groups[at++] = group;
            }
        }
        return groups;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

/** Samples that agree in some labels, as an aggregation sees them. */
final class Group {

    final int hash;
    final String[] values;
    Group next;
    final Group older;

    String name;
    long timestamp;
    double value;
    double compensation;
    double simple;
    int count;
    int firstPlace;
    int lastPlace;

    /**
     * @param hash of the labels, as {@link java.util.Map#hashCode} has it
     * @param values of the labels, in the order of the keys
     * @param next in the same bin
     * @param older the group that was made before this one
     */
    Group(int hash, String[] values, Group next, Group older) {
        this.hash = hash;
        this.values = values;
        this.next = next;
        this.older = older;
    }
}

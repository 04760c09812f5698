// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;

/** Samples that agree in some labels. */
class Group {

    final int hash;
    final String[] values;
    final Group older;
    Group next;

    /** Gives name and time of the result. */
    Sample first;
    double value;
    int count;

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

    /** The group of everything. */
    static Group total() {
        return new Group(0, MalFamilies.NO_TEXT, null, null);
    }

    /** Makes groups of one kind. */
    interface Factory {

        Group group(int hash, String[] values, Group next, Group older);
    }

    /** What a mean value needs. */
    static final class Mean extends Group {

        double compensation;
        double simple;

        Mean(int hash, String[] values, Group next, Group older) {
            super(hash, values, next, older);
        }
    }

    /** Remembers the places of its first and its last sample. */
    static final class Members extends Group {

        int firstPlace;
        int lastPlace;

        Members(int hash, String[] values, Group next, Group older) {
            super(hash, values, next, older);
        }
    }
}

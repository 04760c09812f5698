// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;

import com.google.common.collect.ImmutableMap;

/** Finds the first of some samples with given labels. */
final class LabelIndex {

    private final LabelHash labelHash = new LabelHash();
    private final Sample[] samples;
    private final int[] hashes;
    /** Place of the first sample of a bin, and of the next one after each sample, counted from 1. */
    private final int[] bins;
    private final int[] next;

    LabelIndex(Sample[] samples) {
        this.samples = samples;
        hashes = new int[samples.length];
        next = new int[samples.length];
        bins = new int[Integer.highestOneBit(samples.length) * 2];
        for (var i = samples.length - 1; i >= 0; i--) {
            hashes[i] = labelHash.of(samples[i].getLabels());
            var bin = bin(hashes[i]);
            next[i] = bins[bin];
            bins[bin] = i + 1;
        }
    }

    private int bin(int hash) {
        return (hash ^ hash >>> 16) & bins.length - 1;
    }

    /** Null if there is none. */
    Sample find(ImmutableMap<String, String> labels) {
        var hash = labelHash.of(labels);
        for (var place = bins[bin(hash)]; place != 0; place = next[place - 1]) {
            var sample = samples[place - 1];
            if (hashes[place - 1] == hash && labelHash.equal(labels, sample.getLabels())) {
                return sample;
            }
        }
        return null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.function.BiConsumer;

import com.google.common.collect.ImmutableMap;

/** Hash of label maps, the same as their {@code hashCode}, and their equality; both without the iterators that the maps make. */
final class LabelHash implements BiConsumer<String, String> {

    private ImmutableMap<String, String> other;
    private int hash;
    private boolean equal;

    int of(ImmutableMap<String, String> labels) {
        hash = 0;
        labels.forEach(this);
        return hash;
    }

    boolean equal(ImmutableMap<String, String> labels, ImmutableMap<String, String> others) {
        if (labels == others) {
            return true;
        }
        if (labels.size() != others.size()) {
            return false;
        }
        other = others;
        equal = true;
        labels.forEach(this);
        other = null;
        return equal;
    }

    @Override
    public void accept(String key, String value) {
        if (other == null) {
            hash += key.hashCode() ^ value.hashCode();
        } else if (equal) {
            equal = value.equals(other.get(key));
        }
    }
}

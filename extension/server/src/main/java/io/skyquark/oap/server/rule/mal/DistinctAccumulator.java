// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.HashSet;
import java.util.Set;

import org.apache.commons.lang3.StringUtils;

/** Number of different values of one label, in one sample; blank ones do not count. */
final class DistinctAccumulator extends Accumulator {

    private final String key;
    private final Set<String> values = new HashSet<>();
    private Group total;

    DistinctAccumulator(String key) {
        this.key = key;
    }

    @Override
    void add(Row row) {
        if (total == null) {
            total = Group.total();
            total.first = row.origin();
        }
        var value = row.label(key);
        if (StringUtils.isNotBlank(value)) {
            values.add(value);
        }
    }

    @Override
    Group[] finish() {
        if (total == null) {
            return GroupTable.NONE;
        }
        total.value = values.size();
        return new Group[] {total};
    }
}

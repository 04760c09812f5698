// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.text.DecimalFormat;

/**
 * In the shape of {@link DecimalFormat}, which is not made before there is a value: reading the number format of the locale takes a start milliseconds. It is
 * made for each thread, since upstream formats the values of concurrent queries with one object, which may mix up their digits.
 */
public final class ValueFormat {

    private final ThreadLocal<DecimalFormat> formats = ThreadLocal.withInitial(this::create);
    private boolean groupingUsed = true;

    /** To be set before the first value. */
    public void setGroupingUsed(boolean used) {
        groupingUsed = used;
    }

    public String format(double value) {
        return formats.get().format(value);
    }

    private DecimalFormat create() {
        var format = new DecimalFormat();
        format.setGroupingUsed(groupingUsed);
        return format;
    }
}

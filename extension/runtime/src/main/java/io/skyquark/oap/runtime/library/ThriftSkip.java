// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.library;

import zipkin2.internal.ReadBuffer;

/**
 * What Zipkin's reader of Thrift does not ask before it skips a field: a list of two thousand million elements that have no bytes takes ten seconds of a worker,
 * and twenty bytes from a client. With both checks what is skipped takes time in proportion to the body.
 */
public final class ThriftSkip {

    private static final int FIRST_TYPE = 2;
    private static final int LAST_TYPE = 15;

    private ThriftSkip() {
    }

    /** @throws IllegalArgumentException where the type of a field or element is none of Thrift's, in other words where it would have no bytes */
    public static void checkType(byte type) {
        if (type < FIRST_TYPE || type > LAST_TYPE || type == 5 || type == 7 || type == 9) {
            throw new IllegalArgumentException("Thrift has no type " + type);
        }
    }

    /**
     * @param length of a text, list, set or map
     * @throws IllegalArgumentException where it is longer than what is left of the body
     */
    public static int checkLength(int length, ReadBuffer buffer) {
        if (length < 0 || length > buffer.available()) {
            throw new IllegalArgumentException("length " + length + " is more than the " + buffer.available() + " bytes that are left");
        }
        return length;
    }
}

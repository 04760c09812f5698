// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import zipkin2.internal.ReadBuffer;

class ThriftSkipTest {

    private final ReadBuffer tenBytes = ReadBuffer.wrap(new byte[10]);

    @Test
    void takesLengthsThatFitAndNoOthers() {
        assertThat(ThriftSkip.checkLength(10, tenBytes)).isEqualTo(10);
        assertThatThrownBy(() -> ThriftSkip.checkLength(11, tenBytes)).hasMessage("length 11 is more than the 10 bytes that are left");
        assertThatThrownBy(() -> ThriftSkip.checkLength(-1, tenBytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesTypesThatHaveBytesAndNoOthers() {
        for (byte type : new byte[] {2, 3, 4, 6, 8, 10, 11, 12, 13, 14, 15}) {
            assertThatCode(() -> ThriftSkip.checkType(type)).doesNotThrowAnyException();
        }
        for (byte type : new byte[] {-1, 0, 1, 5, 7, 9, 16}) {
            assertThatThrownBy(() -> ThriftSkip.checkType(type)).hasMessage("Thrift has no type " + type);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.skyquark.oap.runtime.nativeimage.StartPages.Mapping;

class StartPagesTest {

    private static final String SMAPS = """
        55e754390000-55e75a96c000 r-xp 00270000 fe:00 10158147                   /app/oap runner
        Rss:               40464 kB
        Anonymous:             0 kB
        VmFlags: rd ex mr mw me
        7ef7c5900000-7ef7c77d9000 r--p 06890000 fe:00 10158147                   /app/oap runner
        Anonymous:             4 kB
        7ef7c7a72000-7ef7c95df000 rw-p 08a02000 fe:00 10158147                   /app/oap runner
        Anonymous:             0 kB
        7ef7c95df000-7ef7cb720000 r--p 0a56f000 fe:00 10158147                   /app/oap runner
        Anonymous:             0 kB
        7ef7cc600000-7ef7cd680000 r--p 00000000 00:00 0
        Anonymous:             0 kB
        7effc5963000-7effc5ab9000 r-xp 00026000 fe:00 326269                     /usr/lib/x86_64-linux-gnu/libc.so.6
        Anonymous:             0 kB
        """;

    @Test
    void findsWhatCanBeReadAgainFromTheExecutable() {
        assertThat(StartPages.unchanged(SMAPS.lines(), "/app/oap runner")).containsExactly(
            new Mapping(0x55e754390000L, 0x55e75a96c000L), new Mapping(0x7ef7c95df000L, 0x7ef7cb720000L));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.logging;

import org.slf4j.LoggerFactory;

/**
 * ANTLR's comparison of the version that generated a parser with the one that runs it, which prints to the error stream at every difference. The format of
 * the parser tables, which is what has to agree, is the same since 4.10 and is checked by ANTLR where it reads them.
 */
public final class AntlrVersions {

    private AntlrVersions() {
    }

    public static void checkVersion(String generatingToolVersion, String compileTimeVersion) {
        LoggerFactory.getLogger(AntlrVersions.class).debug("parser generated with ANTLR {}", generatingToolVersion);
    }
}

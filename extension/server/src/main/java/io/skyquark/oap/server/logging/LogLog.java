// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.logging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the place of log4j 1's internal log in a class of upstream that means its own. */
public final class LogLog {

    private static final Logger LOG = LoggerFactory.getLogger(LogLog.class);

    private LogLog() {
    }

    public static void error(String message, Throwable cause) {
        LOG.error(message, cause);
    }
}

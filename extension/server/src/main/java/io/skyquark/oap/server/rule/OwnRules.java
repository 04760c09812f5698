// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.nio.file.Files;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users of upstream edit rules below {@code config/} in the working directory, where this server reads settings but no rules. */
public final class OwnRules {

    private static final Logger LOG = LoggerFactory.getLogger(OwnRules.class);

    private static final Path OWN = Path.of("config");

    private OwnRules() {
    }

    /** @param name a rule folder or file, relative to the catalog folder */
    public static void warn(String name) {
        var own = OWN.resolve(name);
        if (Files.exists(own)) {
            LOG.warn("{} is not read: rules are compiled when the application is built. Build it with -Dquarkus.skywalking.config-dir={} to run the rules"
                + " that are there", own, OWN.toAbsolutePath());
        }
    }
}

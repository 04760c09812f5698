// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** Java installations for the programs beside the tests. */
public final class Java {

    private Java() {
    }

    /** The {@code java} command of an installation. */
    public static String command(String home) {
        return Path.of(home, "bin", "java").toString();
    }

    /**
     * The {@code java} command of the JDK that runs the tests where it is not newer than this, or else of the one that system property
     * {@code older.java.home} names; without either the test is skipped.
     */
    public static String commandUpTo(int newest, String what) {
        var older = System.getProperty("older.java.home", "");
        if (!older.isBlank()) {
            return command(older);
        }
        assumeTrue(Runtime.version().feature() <= newest, () -> "skipped: " + what + " does not run on JDK " + Runtime.version().feature()
            + ", and -Dolder.java.home names no older one");
        return command(System.getProperty("java.home"));
    }
}

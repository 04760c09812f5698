// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.util.HashMap;
import java.util.Map;

/** The environment of the process, read once. */
public final class Environment {

    private static final Map<String, String> VARIABLES = new HashMap<>(System.getenv());

    private Environment() {
    }

    /** Takes the place of {@link System#getenv(String)}, which in a native process encodes the name and copies the value each time. */
    public static String getenv(String name) {
        return VARIABLES.get(name);
    }
}

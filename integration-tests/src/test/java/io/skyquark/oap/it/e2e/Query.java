// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.nio.file.Path;

/**
 * One case of an area.
 *
 * @param command a shell script; null where the case cannot be read, see {@code problem}
 * @param expected the file with what it is expected to print; it may be absent
 * @param problem why there is nothing to run, or null
 */
record Query(String command, Path expected, String problem) {

    /** The command in one line, without what all have in common. */
    String shortened() {
        return command == null ? problem
            : command.strip().replaceAll("\\\\\\n", " ").replaceAll("--display yaml |--base-url=\\S+ ", "").replaceAll("\\s+", " ");
    }
}

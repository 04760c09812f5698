// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

/**
 * Where an actual value is not as expected.
 *
 * @param line of the expectation, from 1
 * @param path of the actual value, for example {@code .nodes[2].name}; a dot for the whole
 */
record Difference(int line, String path, String message) {

    @Override
    public String toString() {
        return "line " + line + ", at " + path + ": " + message;
    }
}

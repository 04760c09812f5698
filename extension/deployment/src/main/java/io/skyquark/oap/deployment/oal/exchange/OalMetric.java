// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.exchange;

/**
 * A metric that a script defines.
 *
 * @param name as written
 * @param className of the generated metrics class
 * @param dispatcher class name of the generated dispatcher that feeds it
 * @param source as written, for example {@code Service}
 * @param statement the whole statement as written
 * @param line 1-based
 * @param column 1-based
 */
public record OalMetric(String name, String className, String dispatcher, String source, String statement, int line, int column) {

    /** Name of the metric in storage and queries; names that differ in case only are the same. */
    public String table() {
        return name.toLowerCase();
    }
}

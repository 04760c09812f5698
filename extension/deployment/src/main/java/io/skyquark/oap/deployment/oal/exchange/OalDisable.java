// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.exchange;

/**
 * A {@code disable(...)} statement.
 *
 * @param name as written
 * @param line 1-based, of the name
 * @param column 1-based, of the name
 */
public record OalDisable(String name, int line, int column) {
}

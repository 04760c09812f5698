// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.exchange;

/**
 * A place in a rule file.
 *
 * @param line 1-based, 0 where it is not known
 * @param column 1-based, 0 where it is not known
 */
public record Position(int line, int column) {

    public static final Position NONE = new Position(0, 0);
}

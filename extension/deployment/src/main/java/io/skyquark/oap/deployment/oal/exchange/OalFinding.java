// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.exchange;

/**
 * Something wrong in one script.
 *
 * @param code for example {@code OAL_SYNTAX}
 * @param line 1-based, 0 where the whole script is meant
 * @param column 1-based, 0 where the whole script is meant
 * @param hint what to do about it, or an empty string
 */
public record OalFinding(String code, int line, int column, String message, String hint) {
}

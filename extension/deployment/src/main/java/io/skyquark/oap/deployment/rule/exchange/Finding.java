// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.exchange;


/**
 * Something wrong with a rule.
 *
 * @param code kind of problem, for example {@code MAL_FUNCTION}
 * @param rule name of the rule, empty where the file as a whole is wrong
 * @param at place in the file
 * @param message what is wrong, one sentence that names the construct
 * @param hint what to do, or empty
 */
public record Finding(String code, String rule, Position at, String message, String hint) {

    /** The message as a person reads it: with the rule's name in front. */
    public String text() {
        return rule.isEmpty() ? message : "rule '" + rule + "': " + message;
    }
}

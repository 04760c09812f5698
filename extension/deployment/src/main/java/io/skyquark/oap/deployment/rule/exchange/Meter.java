// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.exchange;


/**
 * A metric that a MAL rule defines.
 *
 * @param rule name of the rule in its file
 * @param metric full name
 * @param function name of the meter function
 * @param scope name of the {@code ScopeType}
 */
public record Meter(String rule, String metric, String function, String scope, Position at) {
}

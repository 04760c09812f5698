// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.ir.Rule;

/**
 * A MAL rule that was understood.
 *
 * @param name name in the file
 * @param at where its expression begins
 * @param metric full name of the metric
 * @param expression as upstream formats it
 * @param code what to evaluate
 * @param context what kind of metric it is
 */
record MalRule(String name, Position at, String metric, String expression, Rule code, MalContext context) {
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.ir;

import java.util.List;

/**
 * A compiled unit: an expression of a MAL rule, the script of a LAL rule.
 *
 * @param name what the generated method is called after, unique in its file
 * @param body statements; the value of the last one is the result
 */
public record Rule(String name, List<Stmt> body) {
}

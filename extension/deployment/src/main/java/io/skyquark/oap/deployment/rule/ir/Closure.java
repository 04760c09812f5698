// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.ir;

import java.util.List;

/**
 * A closure: at most two parameters, which is what anything here ever gives to one.
 *
 * @param name what the generated method is called after, unique in its rule
 * @param parameters declared or implicit ({@code it}) parameters
 * @param body statements; a closure returns the value of the last one, as Groovy does
 * @param captured variables of the surroundings that the body uses
 */
public record Closure(String name, List<Local> parameters, List<Stmt> body, List<Local> captured) {
}

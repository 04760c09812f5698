// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.ir;

/**
 * A variable or parameter.
 *
 * @param id unique in its rule
 * @param type declared type, {@link ValueType#ANY} for {@code def}; an assignment casts to it
 * @param captured whether a closure inside its scope uses it, so that it lives in a box
 */
public record Local(int id, String name, ValueType type, boolean captured) {
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

/** @param name binary name with dots */
public record CompiledClass(String name, byte[] bytes) {
}

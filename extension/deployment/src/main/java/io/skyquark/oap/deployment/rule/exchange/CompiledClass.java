// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.exchange;

/** @param name binary name with dots */
public record CompiledClass(String name, byte[] bytes) {

    /** @param file name of the class file, as the generator gives it: {@code a/b/C.class} */
    public static CompiledClass of(String file, byte[] bytes) {
        return new CompiledClass(file.substring(0, file.length() - ".class".length()).replace('/', '.'), bytes);
    }
}

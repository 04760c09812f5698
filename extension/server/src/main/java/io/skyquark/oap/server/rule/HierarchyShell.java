// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

/** Takes the place of Groovy's shell where upstream compiles a matching rule of the hierarchy. */
public final class HierarchyShell {

    public Object evaluate(String text) {
        return CompiledRules.current().matchingRule(text);
    }
}

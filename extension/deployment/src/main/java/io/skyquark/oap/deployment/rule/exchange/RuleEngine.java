// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.exchange;

/**
 * The rule compilers as the build sees them. The implementation lives in an isolated class loader; this package is the only one of ours that both sides share,
 * so everything that passes is a record of it.
 */
public interface RuleEngine {

    /** @param file name relative to the catalog folder, which says what kind of rules it holds */
    CompiledFile compile(String file, String text);
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.exchange;

import java.util.List;

/**
 * What a rule file came to.
 *
 * @param file name relative to the catalog folder
 * @param className generated class of the file, null where there are findings or nothing to compile
 * @param classes the generated class; meter classes are generated once for all files
 * @param rules number of compiled rules
 * @param meters the metrics of a MAL file
 * @param findings everything wrong with the file; empty where it compiled
 */
public record CompiledFile(String file, String className, List<CompiledClass> classes, int rules, List<Meter> meters, List<Finding> findings) {

    public static CompiledFile refused(String file, List<Finding> findings) {
        return new CompiledFile(file, null, List.of(), 0, List.of(), List.copyOf(findings));
    }
}

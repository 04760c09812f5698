// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.exchange;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one script came to. Either there are findings and no classes, or no findings and every class.
 *
 * @param metrics in the order of the script
 * @param disables in the order of the script
 * @param classes in the order in which upstream announces them
 */
public record OalOutput(List<OalFinding> findings, List<OalMetric> metrics, List<OalDisable> disables, List<OalClass> classes) {

    public static final OalOutput NONE = new OalOutput(List.of(), List.of(), List.of(), List.of());

    /** The statements that read each source: a dispatcher has a method for each of them. */
    public Map<String, List<String>> statementsBySource() {
        return metrics.stream().collect(Collectors.groupingBy(OalMetric::source, Collectors.mapping(OalMetric::statement, Collectors.toList())));
    }
}

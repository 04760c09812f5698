// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.exchange;

import java.util.List;

/**
 * What one script came to. Either there are findings and no classes, or no findings and every class.
 *
 * @param metrics in the order of the script
 * @param disables in the order of the script
 * @param classes in the order in which upstream announces them
 */
public record OalOutput(List<OalFinding> findings, List<OalMetric> metrics, List<OalDisable> disables, List<OalClass> classes) {
}

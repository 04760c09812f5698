// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.List;
import java.util.Set;

/**
 * What upstream finds out about an expression before the first sample.
 *
 * @param samples names of the families that it reads
 * @param labels that make up the entity, or that an aggregation keeps
 */
public record Facts(List<String> samples, Set<String> labels, boolean histogram) {
}

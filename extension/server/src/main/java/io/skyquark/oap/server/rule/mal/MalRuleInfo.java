// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

/**
 * A MAL rule as the build knows it: what upstream finds out at every boot by running the expression without samples.
 *
 * @param name name in the rule file
 * @param metric full name, with the file's prefix
 * @param expression the expression with prefix and suffix, as upstream formats it
 * @param function name of the meter function, for example {@code avgHistogramPercentile}
 * @param scope name of the {@code ScopeType}
 * @param downsampling name of the {@code DownsamplingType}
 * @param histogram whether {@code histogram()} was called
 * @param percentiles of {@code histogram_percentile()}, or null
 * @param samples names of the sample families it reads, in the order of reading
 * @param scopeLabels labels that make up the entity
 * @param aggregationLabels labels that aggregations keep
 */
public record MalRuleInfo(String name, String metric, String expression, String function, String scope, String downsampling, boolean histogram,
                          int[] percentiles, String[] samples, String[] scopeLabels, String[] aggregationLabels) {
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

/**
 * A MAL rule file without its rules.
 *
 * @param file name relative to the catalog folder, for example {@code otel-rules/vm.yaml}
 * @param metricPrefix what every metric name begins with
 * @param filter text of the filter, or null
 * @param initExpression text of the expression that is run once when the file is loaded, or null; it is rule -1 of {@link MalFile#evaluate}
 * @param rules number of rules
 * @param hostPatterns Zabbix only: patterns of host names; empty otherwise
 * @param entityLabels Zabbix only: three texts a label, namely name, item and fixed value, either of the last two null; empty otherwise
 * @param itemKeys Zabbix only: the item keys to ask agents for; empty otherwise
 */
public record MalFileInfo(String file, String metricPrefix, String filter, String initExpression, int rules, String[] hostPatterns, String[] entityLabels,
                          String[] itemKeys) {
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.skywalking.oap.meter.analyzer.MetricConvert;
import org.apache.skywalking.oap.meter.analyzer.prometheus.rule.Rule;
import org.yaml.snakeyaml.Yaml;

/**
 * A MAL rule file as upstream reads it.
 *
 * @param file name relative to the folder
 * @param filter may be null
 */
record MalText(String file, String filter, List<Entry> rules) {

    /**
     * @param metric with the file's prefix
     * @param expression with the file's prefix and suffix
     */
    record Entry(String metric, String expression) {
    }

    /** Null where the file is empty. */
    @SuppressWarnings("unchecked")
    static MalText read(String file, String text) {
        Map<String, Object> yaml = new Yaml().load(text);
        if (yaml == null) {
            return null;
        }
        List<Entry> entries = new ArrayList<>();
        // Zabbix' files have a word of their own.
        for (var rule : (List<Map<String, String>>) yaml.getOrDefault("metricsRules", yaml.get("metrics"))) {
            entries.add(new Entry(yaml.get("metricPrefix") + "_" + rule.get("name"), expression(yaml, rule.get("exp"))));
        }
        return new MalText(file, (String) yaml.get("filter"), entries);
    }

    private static String expression(Map<String, Object> yaml, String expression) {
        var empty = new Rule();
        empty.setMetricPrefix("any");
        empty.setMetricsRules(List.of());
        try {
            var format = MetricConvert.class.getDeclaredMethod("formatExp", String.class, String.class, String.class);
            format.setAccessible(true);
            return (String) format.invoke(new MetricConvert(empty, null), yaml.get("expPrefix"), yaml.get("expSuffix"), expression);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

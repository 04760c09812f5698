// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.apache.skywalking.oap.meter.analyzer.MetricConvert;
import org.apache.skywalking.oap.meter.analyzer.prometheus.rule.Rule;
import org.yaml.snakeyaml.Yaml;

/**
 * A MAL rule file as upstream reads it.
 *
 * @param file name relative to the catalog folder
 * @param filter may be null, as {@code initExp}
 */
record MalText(String file, Map<String, Object> yaml, String filter, String initExp, List<Entry> rules) {

    private static final Pattern FOLDER = Pattern.compile(
        "(?:.*/)?(?:test-)?((?:otel|envoy-metrics|log-mal|telegraf|zabbix)-rules/.*|meter-analyzer-config/.*)");

    /** @param expression with the file's prefix and suffix */
    record Entry(String name, String metric, String expression) {
    }

    /** The file's name relative to the catalog folder: cases lie in folders that are named after the catalog's. */
    static String catalogName(String path) {
        var matcher = FOLDER.matcher(path);
        return matcher.matches() ? matcher.group(1) : "otel-rules/" + path;
    }

    /** @return null where the file is empty */
    static MalText read(String file, String text) {
        Map<String, Object> yaml = new Yaml().load(text);
        if (yaml == null) {
            return null;
        }
        List<Entry> rules = new ArrayList<>();
        for (var rule : yaml.containsKey(listKey(yaml)) ? list(yaml) : List.<Map<String, Object>>of()) {
            rules.add(new Entry((String) rule.get("name"), yaml.get("metricPrefix") + "_" + rule.get("name"), expression(yaml, (String) rule.get("exp"))));
        }
        return new MalText(file, yaml, (String) yaml.get("filter"), (String) yaml.get("initExp"), rules);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> yaml) {
        return (List<Map<String, Object>>) yaml.get(listKey(yaml));
    }

    private static String listKey(Map<String, Object> yaml) {
        return yaml.containsKey("metricsRules") ? "metricsRules" : "metrics";
    }

    /** The text of a file that has but one of the rules. */
    String only(int rule) {
        Map<String, Object> one = new LinkedHashMap<>(yaml);
        one.put(listKey(yaml), List.of(list(yaml).get(rule)));
        return new Yaml().dump(one);
    }

    private static String expression(Map<String, Object> yaml, String expression) {
        var rules = new Rule();
        rules.setMetricPrefix("any");
        rules.setMetricsRules(List.of());
        try {
            return (String) formatter().invoke(new MetricConvert(rules, null), yaml.get("expPrefix"), yaml.get("expSuffix"), expression);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method formatter() throws NoSuchMethodException {
        var method = MetricConvert.class.getDeclaredMethod("formatExp", String.class, String.class, String.class);
        method.setAccessible(true);
        return method;
    }
}

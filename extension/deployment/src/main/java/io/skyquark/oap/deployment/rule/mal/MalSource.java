// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.yaml.SourceText;
import io.skyquark.oap.deployment.rule.yaml.YamlMapping;
import io.skyquark.oap.deployment.rule.yaml.YamlScalar;

/**
 * A MAL rule file as it is written.
 *
 * @param metricPrefix never empty
 * @param expPrefix may be null, as all that follow but the lists
 * @param entityLabels three texts a label, see {@code MalFileInfo}
 */
record MalSource(String metricPrefix, YamlScalar expPrefix, YamlScalar expSuffix, YamlScalar filter, YamlScalar initExp, List<Entry> rules,
                 List<String> hostPatterns, List<String> entityLabels, List<String> itemKeys) {

    private static final String CODE = "RULE_FILE";
    /** The name of a metric is that of a class. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$-]+");

    record Entry(String name, YamlScalar expression, Position at) {
    }

    /** @return null where the file is empty or, with findings, cannot be understood */
    static MalSource read(String file, String text, Findings findings) {
        boolean zabbix = file.startsWith("zabbix-rules/");
        var list = zabbix ? "metrics" : "metricsRules";
        var mapping = zabbix
            ? YamlMapping.read(text, findings, "metricPrefix", "expPrefix", "expSuffix", "filter", "initExp", list, "entities", "requiredZabbixItemKeys")
            : YamlMapping.read(text, findings, "metricPrefix", "expPrefix", "expSuffix", "filter", "initExp", list, "name");
        if (mapping == null) {
            return null;
        }
        var prefix = mapping.scalar("metricPrefix");
        if (prefix == null && !mapping.has("metricPrefix") || prefix != null && prefix.value().isEmpty()) {
            findings.add(CODE, mapping.at("metricPrefix"), "the file has no 'metricPrefix'",
                "every metric name begins with it, for example metricPrefix: meter_vm");
        }
        if (prefix != null && !prefix.value().isEmpty() && !NAME.matcher(prefix.value()).matches()) {
            findings.add(CODE, prefix.at(), "'" + prefix.value() + "' cannot be part of a metric's name", "a name has letters, digits and _");
        }
        if (!mapping.has(list)) {
            findings.add(CODE, mapping.at(), "the file has no '" + list + "'", "list the rules there, each with a name and an exp");
        }
        var rules = entries(mapping, list, findings);
        List<String> labels = new ArrayList<>();
        var entities = mapping.mapping("entities", "hostPatterns", "labels");
        if (entities != null) {
            for (var label : entities.mappings("labels", "name", "fromItem", "value")) {
                labels.add(value(label.scalar("name")));
                labels.add(value(label.scalar("fromItem")));
                labels.add(value(label.scalar("value")));
            }
        } else if (zabbix) {
            findings.add(CODE, mapping.at(), "the file has no 'entities'", "name the hosts that it is for: entities: {hostPatterns: [.+]}");
        }
        return new MalSource(value(prefix), mapping.scalar("expPrefix"), mapping.scalar("expSuffix"), filled(mapping.scalar("filter")),
            filled(mapping.scalar("initExp")), rules, entities == null ? List.of() : entities.texts("hostPatterns"), labels,
            mapping.texts("requiredZabbixItemKeys"));
    }

    private static List<Entry> entries(YamlMapping mapping, String list, Findings findings) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Position> names = new HashMap<>();
        for (var rule : mapping.mappings(list, "name", "exp")) {
            var name = rule.scalar("name");
            var expression = rule.scalar("exp");
            findings.rule(name == null ? "" : name.value());
            if (name == null && !rule.has("name") || name != null && name.value().isBlank()) {
                findings.add(CODE, rule.at(), "a rule has no 'name'", "the metric is called after it, behind metricPrefix");
            } else if (expression == null && !rule.has("exp") || expression != null && expression.value().isBlank()) {
                findings.add(CODE, rule.at(), "the rule has no 'exp'", "write its expression there");
            } else if (name != null && !NAME.matcher(name.value()).matches()) {
                findings.add(CODE, name.at(), "'" + name.value() + "' cannot be part of a metric's name", "a name has letters, digits and _");
            } else if (name != null && expression != null) {
                entries.add(new Entry(name.value(), expression, expression.at()));
            }
            findings.rule("");
        }
        return entries;
    }

    private static String value(YamlScalar scalar) {
        return scalar == null ? null : scalar.value();
    }

    private static YamlScalar filled(YamlScalar scalar) {
        return scalar == null || scalar.value().isEmpty() ? null : scalar;
    }

    String metric(Entry rule) {
        return metricPrefix + "_" + rule.name();
    }

    /** The expression that upstream runs: the prefix goes behind the first name, up to the first dot, and the suffix behind the whole. */
    SourceText expression(Entry rule) {
        var exp = rule.expression();
        int dot = exp.value().indexOf('.');
        var source = new SourceText();
        if (expSuffix != null && !expSuffix.value().isEmpty()) {
            source.add("(");
        }
        if (expPrefix == null || expPrefix.value().isEmpty()) {
            source.add(exp);
        } else if (dot < 0 || dot == exp.value().length() - 1) {
            source.add("(").add(exp, 0, dot < 0 ? exp.value().length() : dot).add(".").add(expPrefix).add(")");
        } else {
            source.add("((").add(exp, 0, dot).add(".").add(expPrefix).add(").").add(exp, dot + 1, exp.value().length()).add(")");
        }
        if (expSuffix != null && !expSuffix.value().isEmpty()) {
            source.add(").").add(expSuffix);
        }
        return source;
    }
}

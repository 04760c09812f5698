// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.apache.skywalking.oap.meter.analyzer.MetricRuleConfig;
import org.apache.skywalking.oap.meter.analyzer.prometheus.rule.MetricsRule;
import org.apache.skywalking.oap.meter.analyzer.prometheus.rule.Rule;
import org.apache.skywalking.oap.server.analyzer.provider.meter.config.MeterConfig;
import org.apache.skywalking.oap.server.receiver.zabbix.provider.config.ZabbixConfig;

import io.skyquark.oap.server.rule.mal.MalFile;
import io.skyquark.oap.server.rule.mal.MalFileInfo;
import io.skyquark.oap.server.rule.mal.MalRuleInfo;

/** Upstream's beans of a rule file, as its YAML reader would fill them, but for prefix and suffix of the expressions, which these have already. */
final class RuleBeans {

    private static final int LABEL_TEXTS = 3;

    private RuleBeans() {
    }

    static Rule rule(MalFile file, String name) {
        var rule = new Rule();
        rule.setName(name);
        rule.setMetricPrefix(file.info().metricPrefix());
        rule.setFilter(file.info().filter());
        rule.setInitExp(file.info().initExpression());
        rule.setMetricsRules(each(file, info -> new MetricsRule(info.name(), info.expression())));
        return rule;
    }

    static MeterConfig meterConfig(MalFile file) {
        var config = new MeterConfig();
        config.setMetricPrefix(file.info().metricPrefix());
        config.setFilter(file.info().filter());
        config.setInitExp(file.info().initExpression());
        config.setMetricsRules(each(file, info -> {
            var rule = new MeterConfig.Rule();
            rule.setName(info.name());
            rule.setExp(info.expression());
            return rule;
        }));
        return config;
    }

    static ZabbixConfig zabbixConfig(MalFile file) {
        var config = new ZabbixConfig();
        config.setMetricPrefix(file.info().metricPrefix());
        config.setFilter(file.info().filter());
        config.setInitExp(file.info().initExpression());
        config.setEntities(entities(file.info()));
        config.setRequiredZabbixItemKeys(List.of(file.info().itemKeys()));
        config.setMetrics(each(file, info -> {
            var metric = new ZabbixConfig.Metric();
            metric.setName(info.name());
            metric.setExp(info.expression());
            return metric;
        }));
        return config;
    }

    private static ZabbixConfig.Entities entities(MalFileInfo info) {
        List<ZabbixConfig.EntityLabel> labels = new ArrayList<>();
        for (int i = 0; i < info.entityLabels().length; i += LABEL_TEXTS) {
            var label = new ZabbixConfig.EntityLabel();
            label.setName(info.entityLabels()[i]);
            label.setFromItem(info.entityLabels()[i + 1]);
            label.setValue(info.entityLabels()[i + 2]);
            labels.add(label);
        }
        var entities = new ZabbixConfig.Entities();
        entities.setHostPatterns(List.of(info.hostPatterns()));
        entities.setLabels(labels);
        return entities;
    }

    /** The file that a list of rules was made from, as the setters and getters of the beans pass it on. */
    static MalFile file(MetricRuleConfig config) {
        return ((RuleList<?>) config.getMetricsRules()).file;
    }

    private static final class RuleList<T> extends ArrayList<T> {

        private final transient MalFile file;

        private RuleList(MalFile file) {
            this.file = file;
        }
    }

    private static <T> List<T> each(MalFile file, Function<MalRuleInfo, T> bean) {
        List<T> beans = new RuleList<>(file);
        for (int rule = 0; rule < file.info().rules(); rule++) {
            beans.add(bean.apply(file.rule(rule)));
        }
        return beans;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

import org.apache.skywalking.oap.log.analyzer.provider.LogAnalyzerModuleConfig;
import org.apache.skywalking.oap.log.analyzer.provider.log.listener.LogFilterListener;
import org.apache.skywalking.oap.meter.analyzer.MetricConvert;
import org.apache.skywalking.oap.meter.analyzer.MetricRuleConfig;
import org.apache.skywalking.oap.meter.analyzer.prometheus.rule.Rule;
import org.apache.skywalking.oap.server.analyzer.provider.meter.config.MeterConfig;
import org.apache.skywalking.oap.server.core.CoreModule;
import org.apache.skywalking.oap.server.core.CoreModuleConfig;
import org.apache.skywalking.oap.server.core.analysis.meter.MeterSystem;
import org.apache.skywalking.oap.server.core.config.HierarchyDefinitionService;
import org.apache.skywalking.oap.server.core.hierarchy.HierarchyService;
import org.apache.skywalking.oap.server.core.query.HierarchyQueryService;
import org.apache.skywalking.oap.server.core.storage.annotation.ValueColumnMetadata;
import org.apache.skywalking.oap.server.core.storage.annotation.ValueColumnMetadata.ValueColumn;
import org.apache.skywalking.oap.server.library.module.ModuleManager;
import org.apache.skywalking.oap.server.receiver.zabbix.provider.config.ZabbixConfig;

import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.rule.mal.Counters;
import io.skyquark.oap.server.rule.mal.MalFile;
import io.skyquark.oap.server.rule.mal.MalRuleInfo;

/**
 * Replaces rules in a running server, in development. Hooks that no other server has report the objects that took rules from a compiled file; when the file is
 * compiled again, each is constructed a second time, and what the new one holds is put into the one that others refer to.
 */
public final class LiveRules {

    private static final Map<MetricConvert, Taken> CONVERTERS = Collections.synchronizedMap(new WeakHashMap<>());
    private static final Map<String, ValueColumn> GONE = new HashMap<>();
    private static volatile LogRules logRules;
    private static volatile Hierarchy hierarchy;

    private record Taken(MetricRuleConfig config, MeterSystem meters) {
    }

    private record LogRules(LogFilterListener.Factory factory, ModuleManager manager, LogAnalyzerModuleConfig config) {
    }

    private record Hierarchy(HierarchyDefinitionService service, CoreModuleConfig config) {
    }

    private LiveRules() {
    }

    public static void constructed(MetricConvert converter, MetricRuleConfig config, MeterSystem meters) {
        CONVERTERS.put(converter, new Taken(config, meters));
    }

    public static void constructed(LogFilterListener.Factory factory, ModuleManager manager, LogAnalyzerModuleConfig config) {
        if (logRules == null) {
            logRules = new LogRules(factory, manager, config);
        }
    }

    public static void constructed(HierarchyDefinitionService service, CoreModuleConfig config) {
        if (hierarchy == null) {
            hierarchy = new Hierarchy(service, config);
        }
    }

    /**
     * From now on the rules of a file are those of its new class. Metrics that it adds get their streams and tables, those that it lacks are no longer known.
     *
     * @param name of the file, relative to the catalog folder
     * @param file an instance of the new class
     * @return null, or why only a server that starts again can have these rules
     * @throws Exception what upstream throws when it starts with such rules; some may be replaced already
     */
    public static String replace(String name, Object file) throws Exception {
        if (file instanceof MalFile rules) {
            return replaceMetrics(name, rules);
        }
        CompiledRules.current().replace(name, file);
        if (file instanceof HierarchyFile) {
            replaceHierarchy();
        } else {
            replaceLogRules();
        }
        return null;
    }

    private static String replaceMetrics(String name, MalFile file) throws ReflectiveOperationException {
        var before = (MalFile) CompiledRules.current().replace(name, file);
        if (before == null) {
            return null;
        }
        var obstacle = obstacle(before, file);
        if (obstacle != null) {
            return obstacle;
        }
        CompiledRules.current().select(file);
        for (var converter : new ArrayList<>(CONVERTERS.keySet())) {
            var taken = CONVERTERS.get(converter);
            if (taken != null && RuleBeans.file(taken.config()).info().file().equals(name)) {
                var config = config(taken.config(), file);
                var fresh = new MetricConvert(config, taken.meters());
                CONVERTERS.remove(fresh);
                move("analyzers", fresh, converter);
                CONVERTERS.put(converter, new Taken(config, taken.meters()));
            }
        }
        forgetCounters(rules(before), rules(file));
        listMetrics(rules(before), rules(file));
        return null;
    }

    /** Queries know the metrics of the rules that are there. The stream of one that is gone remains, without anything in it, for a rule that makes it again. */
    private static void listMetrics(Map<String, MalRuleInfo> before, Map<String, MalRuleInfo> rules) {
        var listed = ValueColumnMetadata.INSTANCE.getAllMetadata();
        for (var metric : before.keySet()) {
            if (!rules.containsKey(metric) && !CompiledRules.current().makes(metric) && listed.containsKey(metric)) {
                GONE.put(metric, listed.remove(metric));
            }
        }
        for (var metric : rules.keySet()) {
            if (GONE.containsKey(metric)) {
                listed.put(metric, GONE.remove(metric));
            }
        }
    }

    /** What cannot be undone in a running server: the kind of a stream, and what receivers take from a file besides its rules. */
    private static String obstacle(MalFile before, MalFile file) {
        var rules = rules(file);
        for (var rule : rules(before).values()) {
            var next = rules.get(rule.metric());
            if (next != null && (!next.function().equals(rule.function()) || !next.scope().equals(rule.scope()))) {
                return "metric " + rule.metric() + " was " + rule.function() + " of " + rule.scope() + " and is " + next.function() + " of " + next.scope();
            }
        }
        var zabbix = Arrays.equals(before.info().hostPatterns(), file.info().hostPatterns())
            && Arrays.equals(before.info().entityLabels(), file.info().entityLabels()) && Arrays.equals(before.info().itemKeys(), file.info().itemKeys());
        return zabbix ? null : "the file has other entities or item keys";
    }

    private static Map<String, MalRuleInfo> rules(MalFile file) {
        Map<String, MalRuleInfo> rules = new HashMap<>();
        for (int rule = 0; rule < file.info().rules(); rule++) {
            rules.put(file.rule(rule).metric(), file.rule(rule));
        }
        return rules;
    }

    private static MetricRuleConfig config(MetricRuleConfig before, MalFile file) {
        if (before instanceof Rule rule) {
            return RuleBeans.rule(file, rule.getName());
        }
        if (before instanceof MeterConfig) {
            return RuleBeans.meterConfig(file);
        }
        if (before instanceof ZabbixConfig) {
            return RuleBeans.zabbixConfig(file);
        }
        throw new IllegalStateException("rules are taken by a " + before.getClass().getName() + ", which is not known here");
    }

    private static void forgetCounters(Map<String, MalRuleInfo> before, Map<String, MalRuleInfo> rules) {
        before.forEach((metric, rule) -> {
            if (!rules.containsKey(metric) || !rule.expression().equals(rules.get(metric).expression())) {
                Counters.forget(metric);
            }
        });
    }

    private static void replaceLogRules() throws Exception {
        var running = logRules;
        if (running != null) {
            move("dsls", new LogFilterListener.Factory(running.manager(), running.config()), running.factory());
        }
    }

    private static void replaceHierarchy() throws ReflectiveOperationException {
        var running = hierarchy;
        if (running == null || !running.config().isEnableHierarchy()) {
            return;
        }
        var fresh = new HierarchyDefinitionService(running.config());
        for (var field : new String[] {"hierarchyDefinition", "layerLevels", "matchingRules"}) {
            move(field, fresh, running.service());
        }
        // Both ask the service again when they have nothing.
        var core = OapRuntime.manager().find(CoreModule.NAME).provider();
        var matching = core.getService(HierarchyService.class);
        var query = core.getService(HierarchyQueryService.class);
        HierarchyService.class.getField("hierarchyDefinition").set(matching, null);
        HierarchyQueryService.class.getField("hierarchyDefinition").set(query, null);
        HierarchyQueryService.class.getField("layerLevels").set(query, null);
    }

    /** The fields are public after their hooks only. */
    private static <T> void move(String field, T from, T to) throws ReflectiveOperationException {
        var opened = from.getClass().getField(field);
        opened.set(to, opened.get(from));
    }
}

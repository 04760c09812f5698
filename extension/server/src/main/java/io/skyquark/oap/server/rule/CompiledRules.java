// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.apache.skywalking.oap.server.core.analysis.meter.ScopeType;

import io.skyquark.oap.model.RuleCatalog;
import io.skyquark.oap.server.rule.mal.MalFile;
import io.skyquark.oap.server.rule.mal.MalRuleInfo;

/**
 * What upstream parses, answered from what was compiled. Upstream knows an expression, a filter or a matching rule by its text only, so each is kept under
 * its text here from the moment its file is selected. Like all of OAP it exists once for a class loader; a boot starts with an empty one.
 */
public final class CompiledRules {

    private static final String WHERE = " was not compiled. Rules are compiled when the application is built, from its resources below skywalking/ or from the"
        + " folder that quarkus.skywalking.config-dir names";

    private static volatile CompiledRules current = new CompiledRules(null);

    private final RuleCatalog catalog;
    private final Map<String, Object> files = new ConcurrentHashMap<>();
    private final Map<Text, MalRule> expressions = new ConcurrentHashMap<>();
    private final Map<Function, MalRule> meters = new ConcurrentHashMap<>();
    private final Map<String, RuleClosure<?>> filters = new ConcurrentHashMap<>();
    private final Map<String, RuleClosure<?>> matchingRules = new ConcurrentHashMap<>();

    private CompiledRules(RuleCatalog catalog) {
        this.catalog = catalog;
    }

    /** One rule of a file; an initial expression has the number {@link MalFile#INIT} and no info. */
    public record MalRule(MalFile file, int number, MalRuleInfo info) {
    }

    private record Text(String metric, String expression) {
    }

    /** Upstream's meter classes do not tell the case of a metric's name. */
    private record Function(String metric, String name, ScopeType scope) {
    }

    /** Forgets everything of an earlier boot. */
    public static void boot(RuleCatalog catalog) {
        current = new CompiledRules(catalog);
    }

    public static CompiledRules current() {
        return current;
    }

    /** The only instance of a compiled file, or null where nothing was compiled; an empty rule file is such a case. */
    public <T> T file(String name, Class<T> type) {
        return type.cast(files.computeIfAbsent(name, catalog::file));
    }

    /** A file has another instance from now on; what was selected of the earlier one is found as before. Returns the earlier one, null where nobody asked for it. */
    Object replace(String name, Object file) {
        return files.put(name, file);
    }

    /** Whether a MAL file that was asked for has a rule for this metric. */
    boolean makes(String metric) {
        return files.values().stream().filter(MalFile.class::isInstance).map(MalFile.class::cast)
            .anyMatch(file -> IntStream.range(0, file.info().rules()).anyMatch(rule -> file.rule(rule).metric().equals(metric)));
    }

    /** From now on the rules of a file are found. */
    public void select(MalFile file) {
        var info = file.info();
        for (int number = 0; number < info.rules(); number++) {
            var rule = new MalRule(file, number, file.rule(number));
            expressions.putIfAbsent(new Text(rule.info().metric(), rule.info().expression()), rule);
            meters.putIfAbsent(function(rule.info().metric(), rule.info().function(), ScopeType.valueOf(rule.info().scope())), rule);
        }
        if (info.initExpression() != null) {
            expressions.putIfAbsent(new Text(null, info.initExpression()), new MalRule(file, MalFile.INIT, null));
        }
        if (info.filter() != null) {
            filters.putIfAbsent(info.filter(), file.filter());
        }
    }

    /** From now on the matching rules of the hierarchy are found. */
    public void select(HierarchyFile file) {
        var rules = file.rules();
        for (int i = 0; i < rules.length; i += 2) {
            matchingRules.putIfAbsent(rules[i + 1], file.rule(i / 2));
        }
    }

    /** @param metric full name of the metric, null for an initial expression */
    public MalRule expression(String metric, String expression) {
        return found(expressions.get(new Text(metric, expression)),
            metric == null ? "The initial MAL expression \"" + expression + "\"" : "The MAL expression \"" + expression + "\" of metric " + metric);
    }

    /** A rule of a selected file whose meter class is this one. */
    public MalRule meter(String metric, String function, ScopeType scope) {
        return found(meters.get(function(metric, function, scope)), "Meter " + metric + " (" + function + " of " + scope + ")");
    }

    public RuleClosure<?> filter(String text) {
        return found(filters.get(text), "The filter \"" + text + "\"");
    }

    public RuleClosure<?> matchingRule(String text) {
        return found(matchingRules.get(text), "The matching rule \"" + text + "\"");
    }

    private static Function function(String metric, String name, ScopeType scope) {
        return new Function(metric.toLowerCase(Locale.ROOT), name, scope);
    }

    private static <T> T found(T compiled, String what) {
        if (compiled == null) {
            throw new IllegalArgumentException(what + WHERE);
        }
        return compiled;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.commons.lang3.StringUtils;
import org.apache.commons.text.CaseUtils;
import org.apache.skywalking.library.kubernetes.ObjectID;
import org.apache.skywalking.oap.meter.analyzer.dsl.DSL;
import org.apache.skywalking.oap.meter.analyzer.dsl.Expression;
import org.apache.skywalking.oap.meter.analyzer.dsl.ExpressionParsingContext;
import org.apache.skywalking.oap.meter.analyzer.dsl.FilterExpression;
import org.apache.skywalking.oap.meter.analyzer.dsl.counter.CounterWindow;
import org.apache.skywalking.oap.meter.analyzer.k8s.K8sInfoRegistry;
import org.apache.skywalking.oap.server.core.analysis.meter.MeterEntity;
import org.apache.skywalking.oap.server.core.analysis.meter.function.MeterFunction;
import org.apache.skywalking.oap.server.core.config.NamingControl;
import org.apache.skywalking.oap.server.core.config.group.EndpointNameGrouping;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;

import com.google.common.base.Function;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.reflect.ClassPath;

/** Unmodified upstream with Groovy. */
final class GroovyMal {

    /** Expressions of the JVM by metric and text: Groovy takes tens of milliseconds for each, and the cases repeat most of the configuration. */
    private static final Map<String, Expression> COMPILED = new HashMap<>();

    private static final Map<String, FilterExpression> FILTERS = new HashMap<>();

    private GroovyMal() {
    }

    /** What upstream sets up before it loads rules; Kubernetes knows the services of the pods whose names do not begin with an x. */
    static void boot() {
        MeterEntity.setNamingControl(new NamingControl(512, 512, 512, new EndpointNameGrouping()));
        setCache("podServiceMap", pod -> pod instanceof ObjectID id && !id.name().startsWith("x") ? id : ObjectID.EMPTY);
        setCache("ipPodMap", ip -> ip.equals("10.0.0.1") ? new ObjectID("pod", "ns") : ObjectID.EMPTY);
        setCache("ipServiceMap", ip -> ip.equals("10.0.0.2") ? new ObjectID("service", "ns") : ObjectID.EMPTY);
        for (var logger : new String[] {"org.apache.skywalking", "io.skyquark.oap.server.rule"}) {
            LogContext.getLogContext().getLogger(logger).setLevel(Level.OFF);
        }
    }

    static void shutDown() {
        MeterEntity.setNamingControl(null);
        for (var logger : new String[] {"org.apache.skywalking", "io.skyquark.oap.server.rule"}) {
            LogContext.getLogContext().getLogger(logger).setLevel(null);
        }
    }

    private static void setCache(String field, Function<Object, ObjectID> loader) {
        try {
            var cache = K8sInfoRegistry.class.getDeclaredField(field);
            cache.setAccessible(true);
            cache.set(K8sInfoRegistry.getInstance(), CacheBuilder.newBuilder().build(CacheLoader.from(loader)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names of upstream's meter functions. */
    static Set<String> functions() {
        try {
            return ClassPath.from(MeterFunction.class.getClassLoader()).getTopLevelClassesRecursive(MeterFunction.class.getPackageName()).stream()
                .map(each -> each.load().getAnnotation(MeterFunction.class)).filter(annotation -> annotation != null).map(MeterFunction::functionName)
                .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Expression parse(MalText.Entry rule) {
        return COMPILED.computeIfAbsent(rule.metric() + "=" + rule.expression(), key -> DSL.parse(rule.metric(), rule.expression()));
    }

    /** The filter of a file, null for none. */
    static FilterExpression filter(MalText file) {
        return file.filter() == null ? null : FILTERS.computeIfAbsent(file.filter(), FilterExpression::new);
    }

    /** Counters go on where the earlier run of the same metric ended. */
    static Outcome run(Expression expression, Input input) {
        var result = expression.run(input.families());
        return result.isThrowable() ? Outcome.thrown() : Outcome.of(result.isSuccess() ? result.getData() : null);
    }

    /** Forgets all counters. */
    static void reset() {
        CounterWindow.INSTANCE.reset();
        try {
            var last = CounterWindow.class.getDeclaredField("lastElementMap");
            last.setAccessible(true);
            ((Map<?, ?>) last.get(CounterWindow.INSTANCE)).clear();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of the meter function that upstream asks for. */
    static String function(ExpressionParsingContext context) {
        var type = context.isHistogram() ? context.getPercentiles() != null && context.getPercentiles().length > 0 ? "histogramPercentile" : "histogram"
            : context.getLabels().isEmpty() ? "" : "labeled";
        return CaseUtils.toCamelCase(context.getDownsampling().toString().toLowerCase(), false, '_') + StringUtils.capitalize(type);
    }
}

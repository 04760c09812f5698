// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.List;

import org.apache.skywalking.library.kubernetes.ObjectID;
import org.apache.skywalking.oap.meter.analyzer.dsl.DSL;
import org.apache.skywalking.oap.meter.analyzer.dsl.Expression;
import org.apache.skywalking.oap.meter.analyzer.dsl.FilterExpression;
import org.apache.skywalking.oap.meter.analyzer.k8s.K8sInfoRegistry;
import org.apache.skywalking.oap.server.core.analysis.meter.MeterEntity;
import org.apache.skywalking.oap.server.core.config.HierarchyDefinitionService.MatchingRule;
import org.apache.skywalking.oap.server.core.config.NamingControl;
import org.apache.skywalking.oap.server.core.config.group.EndpointNameGrouping;
import org.apache.skywalking.oap.server.core.query.type.Service;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;

/**
 * Calls upstream as the server does. Loaded twice: beside upstream as it is, and beside upstream with the hooks of the build, where the same calls reach the
 * compiled rules.
 */
public final class UpstreamSide implements Side {

    /** The closure's type is Groovy's or ours. */
    private static final MethodHandle CALL;

    static {
        try {
            var closure = MatchingRule.class.getMethod("getClosure").getReturnType();
            CALL = MethodHandles.publicLookup().findVirtual(closure, "call", MethodType.methodType(Object.class, Object[].class)).asFixedArity()
                .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public UpstreamSide() {
        MeterEntity.setNamingControl(new NamingControl(512, 512, 512, new EndpointNameGrouping()));
        // Any pod is a service of its own name, so that no cluster is asked.
        setCache("podServiceMap");
        setCache("ipPodMap");
        setCache("ipServiceMap");
    }

    private static void setCache(String field) {
        try {
            var cache = K8sInfoRegistry.class.getDeclaredField(field);
            cache.setAccessible(true);
            cache.set(K8sInfoRegistry.getInstance(),
                CacheBuilder.newBuilder().build(CacheLoader.from(key -> key instanceof ObjectID id ? id : ObjectID.EMPTY)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Parsed expression(String metric, String expression) {
        return new ParsedExpression(DSL.parse(metric, expression));
    }

    @Override
    public Parsed filter(String filter) {
        return new ParsedFilter(new FilterExpression(filter));
    }

    @Override
    public Work match(String rule, List<String> names) {
        try {
            var closure = MatchingRule.class.getMethod("getClosure").invoke(new MatchingRule("rule", rule));
            return new Match(closure, names.stream().map(UpstreamSide::service).toArray(Service[]::new));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Service service(String name) {
        var service = new Service();
        service.setName(name);
        service.setShortName(name);
        return service;
    }

    /** A scrape is a look at each pair of services. */
    private static final class Match implements Work {

        private final Object closure;
        private final Service[] services;
        private int scrapes;

        Match(Object closure, Service[] services) {
            this.closure = closure;
            this.services = services;
        }

        @Override
        public void prepare(int scrapes) {
            this.scrapes = scrapes;
        }

        @Override
        public int runs() {
            return services.length / 2;
        }

        @Override
        public int run() {
            int matches = 0;
            for (int scrape = 0; scrape < scrapes; scrape++) {
                for (int i = 0; i < services.length; i += 2) {
                    matches += matches(i) ? 1 : 0;
                }
            }
            return matches;
        }

        private boolean matches(int pair) {
            try {
                var answer = (Object) CALL.invokeExact(closure, new Object[] {services[pair], services[pair + 1]});
                return (Boolean) answer;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String outcome() {
            var text = new StringBuilder();
            for (int i = 0; i < services.length; i += 2) {
                text.append(matches(i) ? '1' : '0');
            }
            return text.toString();
        }
    }

    private record ParsedExpression(Expression expression) implements Parsed {

        @Override
        public Facts facts() {
            var context = expression.parse();
            var labels = new HashSet<>(context.getScopeLabels());
            labels.addAll(context.getAggregationLabels());
            return new Facts(List.copyOf(context.getSamples()), labels, context.isHistogram());
        }

        @Override
        public Work over(List<Series> input) {
            return new FamilyWork.Evaluation(expression, input);
        }
    }

    private record ParsedFilter(FilterExpression filter) implements Parsed {

        @Override
        public Facts facts() {
            return null;
        }

        @Override
        public Work over(List<Series> input) {
            return new FamilyWork.Filter(filter, input);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.apache.skywalking.oap.meter.analyzer.MetricConvert;
import org.apache.skywalking.oap.meter.analyzer.dsl.DSL;
import org.apache.skywalking.oap.meter.analyzer.dsl.FilterExpression;
import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamilyBuilder;
import org.apache.skywalking.oap.meter.analyzer.prometheus.rule.Rule;
import org.apache.skywalking.oap.server.core.CoreModuleConfig;
import org.apache.skywalking.oap.server.core.analysis.meter.ScopeType;
import org.apache.skywalking.oap.server.core.analysis.meter.function.AcceptableValue;
import org.apache.skywalking.oap.server.core.config.HierarchyDefinitionService;
import org.apache.skywalking.oap.server.core.query.type.Service;

import com.google.common.collect.ImmutableMap;

import io.skyquark.oap.model.RuleCatalog;
import io.skyquark.oap.server.rule.CompiledClosure;
import io.skyquark.oap.server.rule.CompiledRules;
import io.skyquark.oap.server.rule.HierarchyFile;
import io.skyquark.oap.server.rule.RuleClosure;
import io.skyquark.oap.server.rule.mal.MalFamilies;
import io.skyquark.oap.server.rule.mal.MalFile;
import io.skyquark.oap.server.rule.mal.MalFileInfo;
import io.skyquark.oap.server.rule.mal.MalInput;
import io.skyquark.oap.server.rule.mal.MalRuleInfo;

/** What upstream does with rules, over files that were written by hand; {@link HookedRulesTest} runs it in a class loader of its own. */
public final class RuleScenario implements Runnable {

    private static final String FILTER = "{ tags -> tags.job == 'kept' }";
    private static final String SAME_NAME = "{ (u, l) -> u.name == l.name }";

    @Override
    public void run() {
        var file = new Meters();
        MalFamilies.use((samples, context) -> SampleFamilyBuilder.newBuilder(samples).build());
        CompiledRules.boot(new Catalog());
        CompiledRules.current().select(file);
        anExpressionIsParsedAndRun();
        aFilterFilters();
        anInitialExpressionRunsOnce(file);
        theHierarchyIsDefined();
    }

    private static Map<String, SampleFamily> families() {
        return Map.of("load", SampleFamilyBuilder.newBuilder(sample("kept", 1), sample("dropped", 2)).build());
    }

    private static Sample sample(String job, double value) {
        return Sample.builder().name("load").labels(ImmutableMap.of("job", job)).value(value).timestamp(1).build();
    }

    private static void anExpressionIsParsedAndRun() {
        var expression = DSL.parse("host_load", "load.service(['job'], Layer.GENERAL)");
        assertThat(expression.parse().getScopeType()).isEqualTo(ScopeType.SERVICE);
        assertThat(expression).hasToString("Expression(literal=load.service(['job'], Layer.GENERAL))");
        var families = families();
        assertThat(expression.run(families).getData()).isSameAs(families.get("load"));
        assertThat(expression.run(Map.of()).isSuccess()).isFalse();
        assertThatThrownBy(() -> DSL.parse("host_load", "load")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("was not compiled");
    }

    private static void aFilterFilters() {
        var kept = new FilterExpression(FILTER).filter(families()).get("load");
        assertThat(kept.samples).extracting(Sample::getValue).containsExactly(1.0);
    }

    private static void anInitialExpressionRunsOnce(Meters file) {
        var rule = new Rule();
        rule.setMetricPrefix("host");
        rule.setInitExp("prepare()");
        rule.setMetricsRules(List.of());
        new MetricConvert(rule, null);
        assertThat(file.initialised).isEqualTo(1);
    }

    private static void theHierarchyIsDefined() {
        var config = new CoreModuleConfig();
        config.setEnableHierarchy(false);
        assertThat(new HierarchyDefinitionService(config).getLayerLevels()).isEmpty();
        config.setEnableHierarchy(true);
        var service = new HierarchyDefinitionService(config);
        assertThat(service.getLayerLevels().entrySet()).map(Object::toString).containsExactly("MESH=3", "GENERAL=2", "K8S_SERVICE=1", "MYSQL=1");
        assertThat(service.getHierarchyDefinition()).containsOnlyKeys("MESH", "GENERAL");
        assertThat(service.getHierarchyDefinition().get("GENERAL")).containsEntry("MYSQL", null);
        var rule = service.getHierarchyDefinition().get("MESH").get("K8S_SERVICE");
        assertThat(rule.getName()).isEqualTo("name");
        assertThat(rule.getExpression()).isEqualTo(SAME_NAME);
        assertThat(closure(rule).call(service("a"), service("a"))).isEqualTo(true);
        assertThat(closure(rule).call(service("a"), service("b"))).isEqualTo(false);
    }

    private static Service service(String name) {
        var service = new Service();
        service.setName(name);
        return service;
    }

    /** The getter's type is Groovy's for the compiler, and ours after the hook. */
    private static RuleClosure<?> closure(HierarchyDefinitionService.MatchingRule rule) {
        try {
            return (RuleClosure<?>) rule.getClass().getMethod("getClosure").invoke(rule);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Catalog implements RuleCatalog {

        @Override
        public String[] files() {
            return new String[] {"hierarchy-definition.yml"};
        }

        @Override
        public Object file(String name) {
            return name.equals("hierarchy-definition.yml") ? new Hierarchy() : null;
        }

        @Override
        public Object access() {
            return null;
        }
    }

    private static final class Meters extends MalFile {

        private int initialised;

        @Override
        public MalFileInfo info() {
            return new MalFileInfo("otel-rules/host.yaml", "host", FILTER, "prepare()", 1, new String[0], new String[0], new String[0]);
        }

        @Override
        public MalRuleInfo rule(int rule) {
            return new MalRuleInfo("load", "host_load", "load.service(['job'], Layer.GENERAL)", "avg", "SERVICE", "AVG", false, null, new String[] {"load"},
                new String[] {"job"}, new String[] {"job"});
        }

        @Override
        public RuleClosure<?> filter() {
            return new CompiledClosure(this, 0);
        }

        @Override
        public Object call(int closure, CompiledClosure self, Object first, Object second) {
            return "kept".equals(((Map<?, ?>) first).get("job"));
        }

        @Override
        public SampleFamily evaluate(int rule, MalInput input) {
            if (rule == INIT) {
                initialised++;
                return null;
            }
            return input.sample("load");
        }

        @Override
        public AcceptableValue<?> meter(int rule) {
            throw new IllegalStateException("no meter is asked for");
        }
    }

    private static final class Hierarchy extends HierarchyFile {

        @Override
        public String[] relations() {
            return new String[] {"MESH", "K8S_SERVICE", "name", "GENERAL", "MYSQL", null, "GENERAL", "K8S_SERVICE", "name"};
        }

        @Override
        public String[] levels() {
            return new String[] {"MESH", "3", "GENERAL", "2", "K8S_SERVICE", "1", "MYSQL", "1"};
        }

        @Override
        public String[] rules() {
            return new String[] {"name", SAME_NAME};
        }

        @Override
        public RuleClosure<?> rule(int rule) {
            return new CompiledClosure(this, rule);
        }

        @Override
        public Object call(int closure, CompiledClosure self, Object first, Object second) {
            return ((Service) first).getName().equals(((Service) second).getName());
        }
    }
}

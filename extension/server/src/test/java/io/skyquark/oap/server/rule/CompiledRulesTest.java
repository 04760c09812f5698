// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.apache.skywalking.oap.meter.analyzer.dsl.DownsamplingType;
import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamilyBuilder;
import org.apache.skywalking.oap.server.core.analysis.meter.ScopeType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.common.collect.ImmutableMap;

import io.skyquark.oap.server.rule.mal.CompiledExpression;

class CompiledRulesTest {

    private static final String WHERE = " was not compiled. Rules are compiled when the application is built, from its resources below skywalking/ or from the"
        + " folder that quarkus.skywalking.config-dir names";

    @BeforeEach
    void boot() {
        SampleCatalog.boot("rules/vm.yaml");
    }

    private static void select() {
        RuleFiles.loadRules("rules", List.of("vm"));
    }

    @Test
    void whatTheBuildFoundOutIsTheParsingContext() {
        select();
        var requests = CompiledExpression.of("sample_requests", SampleMalFile.REQUESTS).parse();
        assertThat(requests.getSamples()).containsExactly("requests");
        assertThat(requests.getScopeType()).isEqualTo(ScopeType.SERVICE);
        assertThat(requests.getDownsampling()).isEqualTo(DownsamplingType.SUM);
        assertThat(requests.getLabels()).isEmpty();
        assertThat(requests.isHistogram()).isFalse();
        var broken = CompiledExpression.of("sample_broken", SampleMalFile.BROKEN).parse();
        assertThat(broken.isHistogram()).isTrue();
        assertThat(broken.getPercentiles()).containsExactly(50, 99);
    }

    @Test
    void anExpressionRunsOrSaysWhyNot() {
        select();
        var sample = Sample.builder().name("requests").labels(ImmutableMap.of()).value(3).timestamp(1).build();
        var families = Map.of("requests", SampleFamilyBuilder.newBuilder(sample).build());
        var requests = CompiledExpression.of("sample_requests", SampleMalFile.REQUESTS);
        assertThat(requests.run(families).getData()).isSameAs(families.get("requests"));
        assertThat(requests.run(families).isSuccess()).isTrue();
        var empty = requests.run(Map.of());
        assertThat(empty.isSuccess()).isFalse();
        assertThat(empty.isThrowable()).isFalse();
        assertThat(empty.getError()).isEqualTo("Parsed result is an EMPTY sample family");
        assertThat(empty.getData()).isSameAs(SampleFamily.EMPTY);
        var broken = CompiledExpression.of("sample_broken", SampleMalFile.BROKEN).run(families);
        assertThat(broken.isThrowable()).isTrue();
        assertThat(broken.getError()).isEqualTo("no such function");
        assertThat(CompiledExpression.of(null, SampleMalFile.INIT).run(Map.of()).isSuccess()).isTrue();
    }

    @Test
    void whatWasNotCompiledOrSelectedIsToldByItsText() {
        assertNotCompiled(() -> CompiledExpression.of("sample_requests", SampleMalFile.REQUESTS),
            "The MAL expression \"" + SampleMalFile.REQUESTS + "\" of metric sample_requests");
        assertNotCompiled(() -> CompiledExpression.of(null, SampleMalFile.INIT), "The initial MAL expression \"time()\"");
        assertNotCompiled(() -> new FilterShell().evaluate("{ a }"), "The filter \"{ a }\"");
        assertNotCompiled(() -> new HierarchyShell().evaluate("{ a }"), "The matching rule \"{ a }\"");
        select();
        assertNotCompiled(() -> CompiledExpression.of("sample_other", SampleMalFile.REQUESTS),
            "The MAL expression \"" + SampleMalFile.REQUESTS + "\" of metric sample_other");
        assertThat(new FilterShell().evaluate(SampleMalFile.FILTER)).isInstanceOf(CompiledClosure.class);
    }

    private static void assertNotCompiled(Runnable question, String what) {
        assertThatThrownBy(question::run).isInstanceOf(IllegalArgumentException.class).hasMessage(what + WHERE);
    }

    @Test
    void anotherBootForgets() {
        select();
        SampleCatalog.boot("rules/vm.yaml");
        assertNotCompiled(() -> new FilterShell().evaluate(SampleMalFile.FILTER), "The filter \"" + SampleMalFile.FILTER + "\"");
    }
}

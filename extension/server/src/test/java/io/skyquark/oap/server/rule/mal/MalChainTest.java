// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamilyBuilder;
import org.apache.skywalking.oap.meter.analyzer.dsl.tagOpt.K8sRetagType;
import org.apache.skywalking.oap.server.core.analysis.Layer;
import org.apache.skywalking.oap.server.core.analysis.meter.MeterEntity;
import org.apache.skywalking.oap.server.core.config.NamingControl;
import org.apache.skywalking.oap.server.core.config.group.EndpointNameGrouping;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.google.common.collect.ImmutableMap;

/** Chains and operators against unmodified upstream. */
class MalChainTest {

    private static final long SEED = 20260731;
    private static final int CHAINS = 8_000;
    private static final int OPERATIONS = 2_000;
    private static final int PASSES = 3;

    @BeforeAll
    static void boot() throws ReflectiveOperationException {
        KnownPods.of(RandomFamilies.labels());
        MeterEntity.setNamingControl(new NamingControl(512, 512, 512, new EndpointNameGrouping()));
        MalFamilies.use(new UpstreamFamilies());
    }

    @AfterAll
    static void shutDown() {
        MeterEntity.setNamingControl(null);
        MalFamilies.use(null);
    }

    @Test
    void chainsGiveWhatUpstreamGives() {
        var random = new Random(SEED);
        var families = new RandomFamilies(random);
        var steps = new RandomSteps(random);
        var shown = new int[3];
        for (var number = 0; number < CHAINS; number++) {
            var chain = new ArrayList<RandomSteps.Step>();
            for (var i = 1 + random.nextInt(6); i > 0; i--) {
                chain.add(steps.next());
            }
            var compiled = MalChain.of(chain.stream().map(RandomSteps.Step::step).toArray(MalStep[]::new));
            for (var pass = 0; pass < PASSES; pass++) {
                // Both sides keep counters in one process: each under a metric of its own.
                var source = families.next("upstream" + number, 1_700_000_000_000L + pass * 30_000L);
                var expected = BothSides.outcome(source, () -> upstream(chain, source));
                var copy = RandomFamilies.copy(source);
                copy.context.setMetricName("ours" + number);
                var actual = BothSides.outcome(copy, () -> compiled.apply(copy));
                assertThat(actual).as("chain %d, pass %d: %s on %s", number, pass, chain, source).isEqualTo(expected);
                shown[expected.thrown() ? 0 : expected.empty() ? 1 : 2]++;
            }
        }
        assertThat(IntStream.of(shown).min().getAsInt()).as("failed, empty and other results: %s", Arrays.toString(shown)).isGreaterThan(CHAINS / 10);
    }

    private static SampleFamily upstream(List<RandomSteps.Step> chain, SampleFamily source) {
        var family = source;
        for (var step : chain) {
            family = step.upstream().apply(family);
        }
        return family;
    }

    @Test
    void podsGetTheServicesThatUpstreamGives() {
        var random = new Random(SEED);
        var families = new RandomFamilies(random);
        var type = K8sRetagType.Pod2Service;
        for (var number = 0; number < OPERATIONS; number++) {
            var family = families.next("metric", 1_700_000_000_000L);
            var label = random.nextBoolean() ? "a" : "service";
            same(family, () -> family.retagByK8sMeta(label, type, "a", "b"), () -> MalChain.of(MalStep.retagByK8sMeta(label, type, "a", "b")).apply(family));
            same(family, () -> family.retagByK8sMeta(label, type, "a", "svc").sum(List.of(label, "b")),
                    () -> MalChain.of(MalStep.retagByK8sMeta(label, type, "a", "svc"), MalStep.sum(List.of(label, "b"))).apply(family));
        }
    }

    @Test
    void operatorsGiveWhatUpstreamGives() {
        var random = new Random(SEED);
        var families = new RandomFamilies(random);
        for (var number = 0; number < OPERATIONS; number++) {
            var left = families.next("metric", 1_700_000_000_000L);
            var right = random.nextInt(5) == 0 ? families.next("metric", 1_700_000_000_000L) : families.related(left, "metric");
            same(left, () -> left.plus(right), () -> MalOps.plus(left, right));
            same(left, () -> left.minus(right), () -> MalOps.minus(left, right));
            same(left, () -> left.multiply(right), () -> MalOps.multiply(left, right));
            same(left, () -> left.div(right), () -> MalOps.div(left, right));
            var factor = random.nextInt(4) == 0 ? (Number) random.nextInt(3) : random.nextGaussian();
            same(left, () -> left.plus(factor), () -> MalOps.plus(left, factor));
            same(left, () -> left.minus(factor), () -> MalOps.minus(left, factor));
            same(left, () -> left.multiply(factor), () -> MalOps.multiply(left, factor));
            same(left, () -> left.div(factor), () -> MalOps.div(left, factor));
            same(left, () -> left.plus(factor), () -> MalOps.plus(factor, left));
            same(left, () -> left.minus(factor).negative(), () -> MalOps.minus(factor, left));
            same(left, () -> left.multiply(factor), () -> MalOps.multiply(factor, left));
            same(left, () -> UpstreamNumbers.div(factor, left), () -> MalOps.div(factor, left));
        }
    }

    private static void same(SampleFamily left, Supplier<SampleFamily> upstream, Supplier<SampleFamily> ours) {
        assertThat(BothSides.outcome(left, ours)).as("%s", left).isEqualTo(BothSides.outcome(left, upstream));
    }

    /** Groups that fall into one bin of a hash map up to the point where upstream's map makes it a tree. */
    @Test
    void crowdedBinsKeepUpstreamsOrder() {
        for (var count = 1; count <= 120; count++) {
            var samples = new Sample[count];
            for (var i = 0; i < count; i++) {
                var value = String.valueOf((char) (7 + i % 15 * 4096)) + (i % 4 == 0 ? "" : "x");
                samples[i] = Sample.builder().name("s").labels(ImmutableMap.of("a", value, "b", "v" + i / 40)).value(i).timestamp(i).build();
            }
            var family = SampleFamilyBuilder.newBuilder(samples).build();
            for (var by : List.of(List.of("a"), List.of("b", "a"))) {
                same(family, () -> family.sum(by), () -> MalChain.of(MalStep.sum(by)).apply(family));
            }
        }
    }

    @Test
    void manyGroupsKeepUpstreamsOrder() {
        for (var count = 1; count <= 1000; count += 13) {
            var samples = new Sample[count * 2];
            for (var i = 0; i < samples.length; i++) {
                samples[i] = Sample.builder().name("s").labels(ImmutableMap.of("a", "instance-" + i % count, "b", "c")).value(i).timestamp(i).build();
            }
            var family = SampleFamilyBuilder.newBuilder(samples).build();
            same(family, () -> family.avg(List.of("a")).sum(List.of("b")),
                    () -> MalChain.of(MalStep.avg(List.of("a")), MalStep.sum(List.of("b"))).apply(family));
            same(family, () -> family.count(List.of("a", "b")), () -> MalChain.of(MalStep.count(List.of("a", "b"))).apply(family));
            same(family, () -> family.endpoint(List.of("b"), List.of("a"), Layer.GENERAL),
                    () -> MalChain.of(MalStep.endpoint(List.of("b"), List.of("a"), Layer.GENERAL)).apply(family));
        }
    }

    @Test
    void timeIsInSeconds() {
        assertThat(MalOps.time()).isBetween(System.currentTimeMillis() / 1000 - 1, System.currentTimeMillis() / 1000 + 1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A scrape that reaches all rules of the folder: each MAL expression runs once. Making the samples is not measured. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 5)
@Measurement(iterations = 10, time = 2)
public class RuleEvaluationBenchmark {

    /** Upstream with Groovy. */
    @State(Scope.Benchmark)
    public static class Groovy {

        private List<SideRules.Ready> rules;

        @Setup(Level.Trial)
        public void parse() {
            Sides.quiet();
            rules = new SideRules(RuleFolder.current(), Sides.groovy()).expressions;
        }

        @Setup(Level.Invocation)
        public void scrape() {
            rules.forEach(rule -> rule.work().prepare(1));
        }
    }

    /** Upstream with compiled rules. */
    @State(Scope.Benchmark)
    public static class Compiled {

        private List<SideRules.Ready> rules;

        @Setup(Level.Trial)
        public void compile() {
            Sides.quiet();
            rules = new SideRules(RuleFolder.current(), Sides.compiled(RuleFolder.current())).expressions;
        }

        @Setup(Level.Invocation)
        public void scrape() {
            rules.forEach(rule -> rule.work().prepare(1));
        }
    }

    @Benchmark
    public int groovy(Groovy state) {
        return run(state.rules);
    }

    @Benchmark
    public int compiled(Compiled state) {
        return run(state.rules);
    }

    private static int run(List<SideRules.Ready> rules) {
        int results = 0;
        for (var rule : rules) {
            results += rule.work().run();
        }
        return results;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.openjdk.jmh.infra.Blackhole;

import io.skyquark.oap.deployment.rule.RuleCompiler;

/** All rules of the folder once: Groovy as at each boot of upstream, ours as in a build without its cache. Cold is a new process. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class RuleCompilationBenchmark {

    private RuleFolder folder;
    private List<MalText> mal;
    private Map<String, String> matchingRules;
    private Set<String> functions;

    @Setup(Level.Trial)
    public void read() {
        Sides.quiet();
        folder = RuleFolder.current();
        mal = folder.mal();
        matchingRules = folder.matchingRules();
        functions = Sides.functions();
    }

    @Benchmark
    @Fork(1)
    public void groovyCold(Blackhole blackhole) {
        var side = Sides.groovy();
        for (var file : mal) {
            file.rules().forEach(rule -> blackhole.consume(side.expression(rule.metric(), rule.expression()).facts()));
            if (file.filter() != null) {
                blackhole.consume(side.filter(file.filter()));
            }
        }
        matchingRules.values().forEach(rule -> blackhole.consume(side.match(rule, List.of())));
    }

    @Benchmark
    @Fork(3)
    public void compiledCold(Blackhole blackhole) {
        compile(blackhole);
    }

    @Benchmark
    @Fork(1)
    @Warmup(iterations = 3)
    @Measurement(iterations = 5)
    public void compiledWarm(Blackhole blackhole) {
        compile(blackhole);
    }

    /** LAL files, too, which the side of Groovy leaves out. */
    private void compile(Blackhole blackhole) {
        var compiler = new RuleCompiler(functions);
        folder.texts().forEach((file, text) -> blackhole.consume(compiler.compile(file, text)));
    }
}

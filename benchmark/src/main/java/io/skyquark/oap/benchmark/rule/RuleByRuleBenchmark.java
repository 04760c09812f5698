// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Each rule for itself, both sides in turns in one process, with the time and the allocation of each. A trial a rule would take hours, so this is one shot of
 * JMH with warm-up and passes of its own; its score is how long all of that takes, its result the summary.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class RuleByRuleBenchmark {

    /** System property with the file that the summary goes to. */
    public static final String REPORT = "report";

    private SideRules groovy;
    private SideRules compiled;
    private final ByteArrayOutputStream summary = new ByteArrayOutputStream();

    @Setup(Level.Trial)
    public void parse() {
        Sides.quiet();
        var folder = RuleFolder.current();
        groovy = new SideRules(folder, Sides.groovy());
        compiled = new SideRules(folder, Sides.compiled(folder));
    }

    @Benchmark
    public void everyRule(Blackhole blackhole) {
        var out = new PrintStream(summary, true, StandardCharsets.UTF_8);
        print(out, "MAL expressions", groovy.expressions, compiled.expressions, blackhole);
        print(out, "MAL filters, a scrape of all families of the file", groovy.filters, compiled.filters, blackhole);
        print(out, "Hierarchy matching rules", groovy.matchingRules, compiled.matchingRules, blackhole);
    }

    private static void print(PrintStream out, String title, List<SideRules.Ready> groovy, List<SideRules.Ready> compiled, Blackhole blackhole) {
        Summary.print(out, title, RuleByRule.measure(RulePair.of(groovy, compiled), blackhole::consume));
        var silent = groovy.stream().filter(rule -> rule.outcome().isEmpty()).map(rule -> rule.file() + " " + rule.name()).toList();
        if (!silent.isEmpty()) {
            out.println("  without any result: " + silent);
        }
    }

    @TearDown(Level.Trial)
    public void report() throws IOException {
        var file = System.getProperty(REPORT);
        if (file == null) {
            System.out.println(summary.toString(StandardCharsets.UTF_8));
        } else {
            Files.write(Path.of(file), summary.toByteArray());
        }
    }
}

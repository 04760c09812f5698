// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark;

import java.io.IOException;
import java.nio.file.Files;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import io.skyquark.oap.benchmark.rule.RuleByRuleBenchmark;

/** JMH with its usual arguments; after its table it prints the summary over all rules. */
public final class Benchmarks {

    private Benchmarks() {
    }

    public static void main(String[] args) throws CommandLineOptionException, RunnerException, IOException {
        var options = new CommandLineOptions(args);
        if (options.shouldHelp()) {
            options.showHelp();
            return;
        }
        if (options.shouldList()) {
            new Runner(options).list();
            return;
        }
        var report = Files.createTempFile("rules", ".txt");
        new Runner(new OptionsBuilder().parent(options).jvmArgsAppend("-Xms2g", "-Xmx2g", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            // Groovy links a call after as many runs, 10,000 if nothing is said: here it is at its best within the warm-up.
            "-Dgroovy.indy.optimize.threshold=500",
            "-D" + RuleByRuleBenchmark.REPORT + "=" + report).build()).run();
        System.out.print(Files.readString(report));
        Files.delete(report);
    }
}

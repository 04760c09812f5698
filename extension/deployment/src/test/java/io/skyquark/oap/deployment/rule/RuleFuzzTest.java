// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.apache.skywalking.oap.server.core.analysis.meter.MeterEntity;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.rule.mal.MalCompiler;

/**
 * Rules broken at random, always the same ones, end in a class that the JVM verifies, links and runs, or in problems that have a place and a text; never in
 * anything else. {@code -Drule.fuzz=100000} runs as many, {@code -Drule.fuzz.seed=...} others.
 */
class RuleFuzzTest {

    private static final int BATCH = 250;
    private static final int MAX_FAILURES = 10;
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(2);

    private final List<RuleCorpus.Sample> corpus = RuleCorpus.read();
    private final Random random = new Random(Long.getLong("rule.fuzz.seed", 4));
    private final RuleMutator mutator = new RuleMutator(random, corpus.stream().map(RuleCorpus.Sample::exp).toList());
    private final MalCompiler compiler = new MalCompiler(RuleTestFiles.METER_FUNCTIONS);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private volatile String current;

    @Test
    void brokenRulesEndInAClassOrInProblems() throws Exception {
        int count = Integer.getInteger("rule.fuzz", 12_000);
        var worker = Executors.newSingleThreadExecutor();
        try {
            for (int done = 0; done < count && failures.size() < MAX_FAILURES; done += BATCH) {
                int rules = Math.min(BATCH, count - done);
                var batch = worker.submit(() -> batch(rules));
                try {
                    batch.get(2, TimeUnit.MINUTES);
                } catch (TimeoutException e) {
                    throw new AssertionError("does not end: " + current, e);
                }
            }
        } finally {
            worker.shutdownNow();
            MeterEntity.setNamingControl(null);
        }
        assertThat(failures).isEmpty();
        assertThat(outcomes).as("%s", outcomes).containsKeys("compiled", "problems");
        System.out.println("mutated rules: " + outcomes);
    }

    private void batch(int rules) {
        var loader = new CompiledRuleRunner(random);
        for (int i = 0; i < rules; i++) {
            var sample = corpus.get(random.nextInt(corpus.size()));
            var file = sample.folder() + "/fuzz-" + i + ".yaml";
            current = mutate(sample);
            try {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                outcomes.merge(check(compiler.compile(file, current), loader), 1, Integer::sum);
                assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start).as("CPU time").isLessThan(LIMIT);
            } catch (Throwable e) {
                failures.add(e.toString().strip() + " " + place(e) + "\n" + current);
                if (failures.size() >= MAX_FAILURES) {
                    return;
                }
            }
        }
    }

    private static String place(Throwable failure) {
        return Arrays.stream(failure.getStackTrace()).limit(4).map(StackTraceElement::toString).collect(Collectors.joining(" < "));
    }

    private String mutate(RuleCorpus.Sample sample) {
        boolean around = random.nextInt(3) == 0;
        var text = new StringBuilder("metricPrefix: meter_fuzz\n");
        if (sample.filter() != null) {
            text.append("filter: ").append(quoted(random.nextInt(6) == 0 ? mutator.expression(sample.filter()) : sample.filter())).append('\n');
        }
        if (sample.expPrefix() != null) {
            text.append("expPrefix: ").append(quoted(around ? mutator.expression(sample.expPrefix()) : sample.expPrefix())).append('\n');
        }
        if (sample.expSuffix() != null) {
            text.append("expSuffix: ").append(quoted(around ? mutator.expression(sample.expSuffix()) : sample.expSuffix())).append('\n');
        }
        boolean zabbix = sample.folder().equals("zabbix-rules");
        text.append(zabbix ? "entities: {hostPatterns: [.+]}\nmetrics:\n" : "metricsRules:\n");
        text.append("  - name: ").append(sample.name()).append("\n    exp: ");
        if (random.nextInt(10) == 0) {
            return mutator.file(text.append(sample.exp()).append('\n').toString());
        }
        return text.append(quoted(mutator.expression(sample.exp()))).append('\n').toString();
    }

    /** A YAML scalar of one of the styles that can hold the text. */
    private String quoted(String text) {
        boolean printable = text.chars().allMatch(c -> c >= 32 && c < 127 || c >= 0xa1 && c < 0x2000);
        if (printable && !text.isBlank() && random.nextBoolean()) {
            return random.nextBoolean() ? "'" + text.replace("'", "''") + "'" : ">\n      " + text.strip();
        }
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            quoted.append(c == '"' || c == '\\' ? "\\" + c : c >= 32 && c < 127 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return quoted.append('"').toString();
    }

    private static String check(CompiledFile result, CompiledRuleRunner loader) throws ReflectiveOperationException {
        for (var finding : result.findings()) {
            assertThat(finding.at().line()).as("line of %s", finding).isPositive();
            assertThat(finding.at().column()).as("column of %s", finding).isPositive();
            assertThat(finding.message()).as("%s", finding).isNotBlank().doesNotContain("\n", "Exception", "Error:").doesNotStartWith("null");
        }
        if (result.className() == null) {
            return result.findings().isEmpty() ? "empty" : "problems";
        }
        assertThat(result.findings()).isEmpty();
        return loader.run(result);
    }
}

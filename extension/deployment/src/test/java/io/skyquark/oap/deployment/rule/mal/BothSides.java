// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.apache.skywalking.oap.meter.analyzer.dsl.Expression;
import org.apache.skywalking.oap.meter.analyzer.dsl.ExpressionParsingContext;
import org.apache.skywalking.oap.meter.analyzer.dsl.FilterExpression;

import io.skyquark.oap.server.rule.mal.MalFile;
import io.skyquark.oap.server.rule.mal.MalRuleInfo;

/** Compares one compiled rule with Groovy's. */
final class BothSides {

    private static int runs;

    private final MalText.Entry rule;
    private final Expression groovy;
    private final MalFile file;
    private final int number;

    /** Null where the sides agree, so that messages are made for differences only. */
    private String difference;

    BothSides(MalText.Entry rule, Expression groovy, MalFile file, int number) {
        this.rule = rule;
        this.groovy = groovy;
        this.file = file;
        this.number = number;
    }

    /** What the sides differ in, or null. */
    String difference() {
        return difference;
    }

    /** Compares what is found out before the first sample. */
    void context() {
        var info = file.rule(number);
        var expected = describe(groovy.parse());
        if (!expected.equals(describe(info)) && difference == null) {
            difference = "context\n    Groovy " + expected + "\n    ours   " + describe(info);
        }
    }

    private List<Object> describe(ExpressionParsingContext context) {
        return describe(rule.metric(), rule.expression(), context.getScopeType().name(), context.getDownsampling().name(), GroovyMal.function(context),
            context.isHistogram(), context.getPercentiles(), context.getSamples(), context.getScopeLabels(), context.getAggregationLabels());
    }

    private static List<Object> describe(MalRuleInfo info) {
        return describe(info.metric(), info.expression(), info.scope(), info.downsampling(), info.function(), info.histogram(), info.percentiles(),
            List.of(info.samples()), new TreeSet<>(Arrays.asList(info.scopeLabels())), new TreeSet<>(Arrays.asList(info.aggregationLabels())));
    }

    private static List<Object> describe(String metric, String expression, String scope, String downsampling, String function, boolean histogram,
                                         int[] percentiles, List<String> samples, Set<String> scopeLabels, Set<String> aggregationLabels) {
        var labels = new TreeSet<>(aggregationLabels);
        labels.removeAll(scopeLabels);
        return List.of(metric, expression, scope, downsampling, function, histogram, percentiles == null ? "none" : Arrays.toString(percentiles), samples,
            new TreeSet<>(scopeLabels), new TreeSet<>(aggregationLabels), labels);
    }

    /** Runs both sides over scrapes one after the other; counters begin anew. Gives Groovy's outcomes. */
    List<Outcome> run(List<Input> passes) {
        List<Outcome> outcomes = new ArrayList<>();
        if (rule.expression().contains("time()")) {
            // Both sides have to see the same second.
            long second;
            do {
                second = Instant.now().getEpochSecond();
                outcomes.clear();
                var before = difference;
                passes(passes, outcomes);
                if (second != Instant.now().getEpochSecond()) {
                    difference = before;
                }
            } while (second != Instant.now().getEpochSecond());
        } else {
            passes(passes, outcomes);
        }
        return outcomes;
    }

    private void passes(List<Input> passes, List<Outcome> outcomes) {
        GroovyMal.reset();
        var counters = rule.metric() + "#" + runs++;
        for (var input : passes) {
            var expected = GroovyMal.run(groovy, input);
            var actual = CompiledMal.run(file, number, counters, input);
            outcomes.add(expected);
            if (!expected.equals(actual) && difference == null) {
                difference = "pass " + outcomes.size() + " over" + input + "\n    Groovy " + expected + "\n    ours   " + actual;
            }
        }
    }

    /** Compares the file's filter with Groovy's. */
    void filter(FilterExpression filter, Input input) {
        var expected = CompiledMal.views(filter.filter(input.families()));
        var actual = CompiledMal.filter(file, input.families());
        if (!expected.equals(actual) && difference == null) {
            difference = "filter over" + input + "\n    Groovy " + expected + "\n    ours   " + actual;
        }
    }
}

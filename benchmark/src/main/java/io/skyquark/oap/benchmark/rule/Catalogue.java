// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/** All rules of a folder on both sides, which have been seen to agree. */
final class Catalogue {

    private static final long SEED = 20260731;
    private static final int ATTEMPTS = 50;

    private final Side groovy;
    private final Side compiled;
    private final List<RulePair> expressions = new ArrayList<>();
    private final List<RulePair> filters = new ArrayList<>();
    private final List<RulePair> matchingRules = new ArrayList<>();
    /** Expressions and filters for which no input was found that gives anything. */
    private final List<String> silent = new ArrayList<>();

    Catalogue(RuleFolder folder) {
        Sides.quiet();
        groovy = Sides.groovy();
        compiled = Sides.compiled(folder);
        folder.mal().forEach(this::addFile);
        folder.matchingRules().forEach(this::addMatchingRule);
    }

    List<RulePair> expressions() {
        return expressions;
    }

    List<RulePair> filters() {
        return filters;
    }

    List<RulePair> matchingRules() {
        return matchingRules;
    }

    List<String> silent() {
        return silent;
    }

    private void addFile(MalText file) {
        var names = new LinkedHashSet<String>();
        for (var rule : file.rules()) {
            var expected = groovy.expression(rule.metric(), rule.expression());
            var facts = expected.facts();
            names.addAll(facts.samples());
            var labels = new LabelHints(facts.labels(), rule.expression());
            expressions.add(pair(file.file(), rule.metric(), expected, compiled.expression(rule.metric(), rule.expression()),
                seed -> new RuleInputs(seed, labels, facts.histogram()).of(facts.samples())));
        }
        if (file.filter() != null) {
            var labels = new LabelHints(Set.of(), file.filter());
            filters.add(pair(file.file(), "filter", groovy.filter(file.filter()), compiled.filter(file.filter()),
                seed -> new RuleInputs(seed, labels, false).of(names)));
        }
    }

    private void addMatchingRule(String name, String text) {
        var names = List.of("a", "a", "a", "b", "svc.ns", "svc", "agent::svc", "svc", "svc.ns", "svc.ns.svc.cluster.local");
        var pair = new RulePair("hierarchy-definition.yml", name, groovy.match(text, names), compiled.match(text, names));
        agree(pair);
        matchingRules.add(pair);
    }

    /** Takes the first input that gives something; the sides see the same inputs all the time, since counters remember them. */
    private RulePair pair(String file, String name, Parsed expected, Parsed actual, LongFunction<List<Series>> inputs) {
        RulePair pair = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var input = inputs.apply(SEED + attempt);
            pair = new RulePair(file, name, expected.over(input), actual.over(input));
            if (agree(pair) | agree(pair)) {
                return pair;
            }
        }
        silent.add(file + " " + name);
        return pair;
    }

    /** Whether there was an outcome. */
    private static boolean agree(RulePair pair) {
        var expected = pair.groovy().outcome();
        var actual = pair.compiled().outcome();
        if (!expected.equals(actual)) {
            throw new IllegalStateException(pair.file() + " " + pair.metric() + " differs:\n" + expected + "\n" + actual);
        }
        return !expected.isEmpty();
    }
}

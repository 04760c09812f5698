// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/** All rules of a folder on one side, each over inputs that make it give something. */
final class SideRules {

    private static final long SEED = 20260731;
    private static final int ATTEMPTS = 50;

    /**
     * One rule, ready to run.
     *
     * @param outcome what came of its first runs; empty where no input was found that gives anything
     */
    record Ready(String file, String name, Work work, String outcome) {
    }

    final List<Ready> expressions = new ArrayList<>();
    final List<Ready> filters = new ArrayList<>();
    final List<Ready> matchingRules = new ArrayList<>();
    private final Side side;

    SideRules(RuleFolder folder, Side side) {
        this.side = side;
        folder.mal().forEach(this::addFile);
        folder.matchingRules().forEach(this::addMatchingRule);
    }

    private void addFile(MalText file) {
        var names = new LinkedHashSet<String>();
        for (var rule : file.rules()) {
            var parsed = side.expression(rule.metric(), rule.expression());
            var facts = parsed.facts();
            names.addAll(facts.samples());
            var labels = new LabelHints(facts.labels(), rule.expression());
            expressions.add(ready(file.file(), rule.metric(), parsed, seed -> new RuleInputs(seed, labels, facts.histogram()).of(facts.samples())));
        }
        if (file.filter() != null) {
            var labels = new LabelHints(Set.of(), file.filter());
            filters.add(ready(file.file(), "filter", side.filter(file.filter()), seed -> new RuleInputs(seed, labels, false).of(names)));
        }
    }

    private void addMatchingRule(String name, String text) {
        var work = side.match(text, List.of("a", "a", "a", "b", "svc.ns", "svc", "agent::svc", "svc", "svc.ns", "svc.ns.svc.cluster.local"));
        matchingRules.add(new Ready("hierarchy-definition.yml", name, work, work.outcome()));
    }

    /** Takes the first input that gives something. Both sides try the same ones, since counters remember all they have seen. */
    private static Ready ready(String file, String name, Parsed parsed, LongFunction<List<Series>> inputs) {
        Ready ready = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var work = parsed.over(inputs.apply(SEED + attempt));
            ready = new Ready(file, name, work, work.outcome() + work.outcome());
            if (!ready.outcome.isEmpty()) {
                return ready;
            }
        }
        return ready;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.skyquark.oap.deployment.oal.exchange.OalClass;
import io.skyquark.oap.deployment.oal.exchange.OalMetric;
import io.skyquark.oap.deployment.oal.exchange.OalOutput;

/**
 * Runs the engine for the sources whose statements are not those of an earlier version of the script. What is generated for a source depends on its
 * statements and on upstream's jars, nothing else.
 */
final class OalUpdate {

    private final OalOutput checked;
    /** The metrics class with its builder, or the dispatcher alone, by name. */
    private final Map<String, List<OalClass>> known = new HashMap<>();
    private final Set<String> unchanged = new HashSet<>();

    /** @param checked what the script defines, without classes */
    OalUpdate(OalOutput checked, OalOutput earlier) {
        this.checked = checked;
        learn(earlier.classes());
        var before = earlier.statementsBySource();
        checked.statementsBySource().forEach((source, statements) -> {
            if (statements.equals(before.get(source))) {
                unchanged.add(source);
            }
        });
    }

    OalOutput run(OalGenerator generator) throws Exception {
        var changed = checked.metrics().stream().filter(metric -> !unchanged.contains(metric.source())).toList();
        if (!changed.isEmpty()) {
            var text = String.join("\n", changed.stream().map(OalMetric::statement).toList());
            learn(generator.generate(text));
        }
        return new OalOutput(List.of(), checked.metrics(), checked.disables(), inOrder());
    }

    /** A builder follows its metrics class. */
    private void learn(List<OalClass> classes) {
        List<OalClass> group = List.of();
        for (var generated : classes) {
            if (generated.kind() != OalClass.Kind.BUILDER) {
                group = new ArrayList<>();
                known.put(generated.name(), group);
            }
            group.add(generated);
        }
    }

    /** Metrics in the order of the script, then the dispatchers of the sources as the script comes to them. */
    private List<OalClass> inOrder() {
        var names = Stream.concat(checked.metrics().stream().map(OalMetric::className), checked.metrics().stream().map(OalMetric::dispatcher).distinct());
        return names.flatMap(name -> known.get(name).stream()).toList();
    }
}

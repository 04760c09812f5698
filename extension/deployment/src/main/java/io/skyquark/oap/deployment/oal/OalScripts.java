// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.oal.exchange.OalMetric;
import io.skyquark.oap.deployment.oal.exchange.OalOutput;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/** Checks that concern more than one script: each script compiles on its own, but all of them end up in one server. */
final class OalScripts {

    private record Defined(String script, OalMetric metric) {
    }

    private final Map<String, OalOutput> outputs;
    private final Set<String> streams;
    private final List<ProblemBuildItem> problems = new ArrayList<>();
    private final Map<String, Defined> byClass = new HashMap<>();
    private final Map<String, Defined> byTable = new HashMap<>();
    private final Map<String, String> dispatchers = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    private OalScripts(Map<String, OalOutput> outputs, List<String> streams) {
        this.outputs = outputs;
        this.streams = Set.copyOf(streams);
    }

    /**
     * @param outputs script name to what it came to
     * @param streams names of the streams that upstream's own classes declare
     */
    static List<ProblemBuildItem> check(Map<String, OalOutput> outputs, List<String> streams) {
        var scripts = new OalScripts(outputs, streams);
        scripts.collectFindings();
        scripts.checkMetrics();
        scripts.checkDisables();
        return scripts.problems;
    }

    private void collectFindings() {
        outputs.forEach((script, output) -> output.findings().forEach(finding -> problems.add(
            new ProblemBuildItem(finding.code(), script, finding.line(), finding.column(), finding.message(), finding.hint()))));
    }

    private void checkMetrics() {
        outputs.forEach((script, output) -> output.metrics().forEach(metric -> {
            var defined = new Defined(script, metric);
            var earlier = byClass.getOrDefault(metric.className(), byTable.get(metric.table()));
            // Within one script the engine's own check has told already.
            if (earlier != null && !earlier.script().equals(script)) {
                var as = earlier.metric().name().equals(metric.name()) ? "" : " as '" + earlier.metric().name() + "'";
                report(defined, "OAL_DUPLICATE", "metric '" + metric.name() + "' is already defined in " + earlier.script() + ":"
                    + earlier.metric().line() + as, "");
            } else if (streams.contains(metric.table())) {
                report(defined, "OAL_DUPLICATE", "'" + metric.name() + "' is the name of a stream that upstream declares itself", "choose another name");
            }
            byClass.putIfAbsent(metric.className(), defined);
            byTable.putIfAbsent(metric.table(), defined);
            checkDispatcher(defined);
        }));
    }

    /** Upstream generates one dispatcher a script and source, and some scripts share the names of their dispatchers. */
    private void checkDispatcher(Defined defined) {
        var owner = dispatchers.putIfAbsent(defined.metric().dispatcher(), defined.script());
        if (owner != null && !owner.equals(defined.script()) && told.add(defined.script() + defined.metric().dispatcher())) {
            report(defined, "OAL_DISPATCHER", "source '" + defined.metric().source() + "' is analysed in " + owner
                + ", and the dispatchers of both scripts would have the same name", "move the metric to " + owner);
        }
    }

    private void report(Defined defined, String code, String message, String hint) {
        problems.add(new ProblemBuildItem(code, defined.script(), defined.metric().line(), defined.metric().column(), message, hint));
    }

    private void checkDisables() {
        var known = new TreeSet<>(streams);
        known.addAll(byTable.keySet());
        outputs.forEach((script, output) -> output.disables().forEach(disable -> {
            if (!known.contains(disable.name())) {
                problems.add(new ProblemBuildItem("OAL_DISABLE", script, disable.line(), disable.column(),
                    "nothing is called '" + disable.name() + "'", Nearest.hint(disable.name(), known)));
            }
        }));
    }
}

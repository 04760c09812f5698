// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/**
 * Compares the functions that the compiler knows with the methods of upstream's {@code SampleFamily}: what an upgrade adds, drops or gives other parameters is
 * named.
 */
public final class MalDrift {

    private static final DotName FAMILY = DotName.createSimple("org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily");

    private MalDrift() {
    }

    /** One problem a function whose name or numbers of parameters differ. */
    public static List<ProblemBuildItem> check(IndexView index) {
        var upstream = upstream(index);
        Map<String, Set<Integer>> ours = new TreeMap<>();
        for (var name : MalFunction.names()) {
            MalFunction.named(name).forEach(function -> ours.computeIfAbsent(name, key -> new TreeSet<>()).add(function.parameters().size()));
        }
        var names = new TreeSet<>(upstream.keySet());
        names.addAll(ours.keySet());
        List<ProblemBuildItem> problems = new ArrayList<>();
        for (var name : names) {
            var there = upstream.getOrDefault(name, Set.of());
            var here = ours.getOrDefault(name, Set.of());
            if (!there.equals(here)) {
                problems.add(new ProblemBuildItem("MAL_DRIFT", FAMILY.toString(), 0, 0, "'" + name + "' has " + counts(there) + " in upstream, but "
                    + counts(here) + " in the compiler", "review MalFunction and the run-time step of this function"));
            }
        }
        return problems;
    }

    private static String counts(Set<Integer> parameters) {
        return parameters.isEmpty() ? "no method" : String.join(" or ", parameters.stream().map(String::valueOf).toList()) + " parameters";
    }

    private static Map<String, Set<Integer>> upstream(IndexView index) {
        Map<String, Set<Integer>> functions = new TreeMap<>();
        for (var method : index.getClassByName(FAMILY).methods()) {
            if (Modifier.isPublic(method.flags()) && !Modifier.isStatic(method.flags()) && method.returnType().name().equals(FAMILY)) {
                functions.computeIfAbsent(method.name(), key -> new TreeSet<>()).add(method.parametersCount());
            }
        }
        return functions;
    }
}

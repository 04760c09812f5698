// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.hierarchy;

import static io.skyquark.oap.deployment.rule.CaseTable.State.FAILED;
import static io.skyquark.oap.deployment.rule.CaseTable.State.PASSED;
import static io.skyquark.oap.deployment.rule.CaseTable.State.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.skywalking.oap.server.core.analysis.Layer;
import org.apache.skywalking.oap.server.core.config.HierarchyDefinitionService.MatchingRule;
import org.apache.skywalking.oap.server.core.query.type.Service;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import io.skyquark.oap.deployment.rule.CaseTable;
import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.rule.exchange.Finding;
import io.skyquark.oap.deployment.rule.OracleFolder;
import io.skyquark.oap.server.rule.HierarchyFile;

/** The matching rules of upstream's hierarchy definition, and of its script cases, against Groovy. */
class HierarchyOracleTest {

    private static final List<String> NAMES = List.of("", "svc", "SVC", "svc.ns", "svc.ns1.ns2", ".ns", "svc.", ".", "svc:80", "svc:", ":80", ":",
        "svc.svc.cluster.local", "svc.svc.cluster.local:80", ".svc.cluster.local:80", "svc.svc.cluster.local:80:81", "a b", "Ünï.ns", "svc|ns|cluster|-|");

    @Test
    void everyRuleOfUpstreamIsEqual() {
        var text = OracleFolder.read(OracleFolder.config().resolve(HierarchyCompiler.FILE));
        var definition = Definition.read(text);
        var file = definition.compiled(text);
        assertThat(file.rules()).hasSize(8);
        List<String> names = new ArrayList<>(NAMES);
        names.add(null);
        for (var rule : definition.rules().keySet()) {
            for (var upper : names) {
                for (var lower : names) {
                    for (var first : List.of("same", "other")) {
                        assertThat(definition.ours(file, rule, service(first, upper), service("same", lower))).as("%s of %s and %s", rule, upper, lower)
                            .isEqualTo(definition.groovy(rule, service(first, upper), service("same", lower)));
                        assertThat(definition.ours(file, rule, service(upper, first), service(lower, "same"))).as("%s of names %s and %s", rule, upper, lower)
                            .isEqualTo(definition.groovy(rule, service(upper, first), service(lower, "same")));
                    }
                }
            }
        }
    }

    @Test
    void relationsAndLevelsAreThoseOfTheFile() {
        var text = OracleFolder.read(OracleFolder.config().resolve(HierarchyCompiler.FILE));
        Map<String, Map<String, Object>> yaml = new Yaml().load(text);
        var file = Definition.read(text).compiled(text);
        Map<String, Object> levels = new HashMap<>();
        for (int i = 0; i < file.levels().length; i += 2) {
            levels.put(file.levels()[i], Integer.valueOf(file.levels()[i + 1]));
        }
        assertThat(levels).isEqualTo(yaml.get("layer-levels"));
        Map<String, Map<String, String>> relations = new HashMap<>();
        for (int i = 0; i < file.relations().length; i += 3) {
            relations.computeIfAbsent(file.relations()[i], upper -> new HashMap<>()).put(file.relations()[i + 1], file.relations()[i + 2]);
        }
        assertThat(relations).isEqualTo(yaml.get("hierarchy"));
        Map<String, String> rules = new TreeMap<>();
        for (int i = 0; i < file.rules().length; i += 2) {
            rules.put(file.rules()[i], file.rules()[i + 1]);
        }
        assertThat(rules).isEqualTo(yaml.get("auto-matching-rules"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void everyCaseIsEqual() {
        var table = new CaseTable("Hierarchy cases");
        for (var each : OracleFolder.cases("auto-matching-rules")) {
            checkLayers(each, table);
            var input = each.data() == null ? Map.<String, Object>of() : (Map<String, Object>) each.data().get("input");
            Map<String, Map<String, String>> yaml = new Yaml().load(each.text());
            yaml.get("auto-matching-rules").forEach((name, rule) -> {
                // Alone, since neither other rules nor layers that are newer than upstream's must hide it.
                var text = new Yaml().dump(Map.of("hierarchy", Map.of("MESH", Map.of("K8S_SERVICE", name)), "auto-matching-rules", Map.of(name, rule),
                    "layer-levels", Map.of("MESH", 1, "K8S_SERVICE", 0)));
                var definition = Definition.read(text);
                var file = definition.compiled(text);
                for (var pair : (List<Map<String, Object>>) input.getOrDefault(name, List.of())) {
                    var upper = service((Map<String, String>) pair.get("upper"));
                    var lower = service((Map<String, String>) pair.get("lower"));
                    var groovy = definition.groovy(name, upper, lower);
                    var ours = definition.ours(file, name, upper, lower);
                    table.add(each.name(), name + ": " + pair.get("description"), ours.equals(groovy) ? PASSED : FAILED, !ours.equals(groovy)
                        ? "ours " + ours + ", Groovy " + groovy : groovy.equals(pair.get("expected")) ? "" : "Groovy of 10.1.0 gives " + groovy);
                }
            });
        }
        table.print();
        assertThat(table.rows(FAILED)).isEmpty();
    }

    /** We refuse a file for its layers where upstream does. */
    private static void checkLayers(OracleFolder.Case each, CaseTable table) {
        Map<String, Map<String, Object>> yaml = new Yaml().load(each.text());
        var unknown = yaml.get("layer-levels").keySet().stream().filter(layer -> Layer.nameOf(layer) == Layer.UNDEFINED).toList();
        var refused = new HierarchyCompiler().compile(HierarchyCompiler.FILE, each.text()).findings();
        table.add(each.name(), "layers", unknown.isEmpty() != refused.isEmpty() ? FAILED : refused.isEmpty() ? PASSED : REFUSED,
            "unknown to 10.1.0: " + unknown + ", ours: " + refused.stream().map(Finding::text).toList());
    }

    private static Service service(Map<String, String> names) {
        return service(names.get("name"), names.get("shortName"));
    }

    private static Service service(String name, String shortName) {
        var service = new Service();
        service.setName(name);
        service.setShortName(shortName);
        return service;
    }

    /** A definition on Groovy's side, by the name of the rule. */
    private record Definition(Map<String, MatchingRule> rules) {

        private static final String THROWN = "thrown";

        static Definition read(String text) {
            Map<String, Map<String, String>> yaml = new Yaml().load(text);
            Map<String, MatchingRule> rules = new TreeMap<>();
            yaml.get("auto-matching-rules").forEach((name, rule) -> rules.put(name, new MatchingRule(name, rule)));
            return new Definition(rules);
        }

        HierarchyFile compiled(String text) {
            var compiled = new HierarchyCompiler().compile(HierarchyCompiler.FILE, text);
            assertThat(compiled.findings()).isEmpty();
            return new Loader().load(compiled);
        }

        Object groovy(String rule, Service upper, Service lower) {
            try {
                return rules.get(rule).getClosure().call(upper, lower);
            } catch (RuntimeException e) {
                return THROWN;
            }
        }

        Object ours(HierarchyFile file, String rule, Service upper, Service lower) {
            try {
                return file.rule(List.of(file.rules()).indexOf(rule) / 2).call(upper, lower);
            } catch (RuntimeException e) {
                return THROWN;
            }
        }
    }

    private static final class Loader extends ClassLoader {

        Loader() {
            super(HierarchyOracleTest.class.getClassLoader());
        }

        HierarchyFile load(CompiledFile file) {
            file.classes().forEach(made -> defineClass(made.name(), made.bytes(), 0, made.bytes().length));
            try {
                return (HierarchyFile) Class.forName(file.className(), true, this).getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

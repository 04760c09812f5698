// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.hierarchy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkus.gizmo2.Gizmo;
import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.rule.exchange.CompiledClass;
import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.RuleNames;
import io.skyquark.oap.deployment.rule.UpstreamEnum;
import io.skyquark.oap.deployment.rule.front.GroovyParser;
import io.skyquark.oap.deployment.rule.front.Lowering;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.ir.Stmt;
import io.skyquark.oap.deployment.rule.yaml.SourceText;
import io.skyquark.oap.deployment.rule.yaml.YamlMapping;
import io.skyquark.oap.deployment.rule.yaml.YamlScalar;

/** Compiles {@code hierarchy-definition.yml}: which layers lie above which, by which rule their services are matched, and the levels that the UI shows. */
public final class HierarchyCompiler {

    /** Name of the one file of its kind. */
    public static final String FILE = "hierarchy-definition.yml";

    private static final String RELATIONS = "hierarchy";
    private static final String RULES = "auto-matching-rules";
    private static final String LEVELS = "layer-levels";
    private static final String CODE = "HIERARCHY_DEFINITION";

    private final GroovyParser parser = new GroovyParser(Map.of());

    public CompiledFile compile(String file, String text) {
        var findings = new Findings();
        var definition = YamlMapping.read(text, findings, RELATIONS, RULES, LEVELS);
        if (definition == null) {
            return CompiledFile.refused(file, findings.all());
        }
        for (var part : List.of(RELATIONS, RULES, LEVELS)) {
            if (!definition.has(part)) {
                findings.add(CODE, definition.at(), "the file has no '" + part + "'", "");
            }
        }
        var rules = rules(definition, findings);
        var levels = levels(definition, findings);
        var relations = relations(definition, rules.keySet(), levels, findings);
        if (!findings.isEmpty()) {
            return CompiledFile.refused(file, findings.all());
        }
        var className = RuleNames.className(file);
        List<CompiledClass> classes = new ArrayList<>();
        HierarchyClassWriter.write(Gizmo.create((name, bytes) -> classes.add(CompiledClass.of(name, bytes))), className, relations, levels, rules);
        return new CompiledFile(file, className, classes, rules.size(), List.of(), List.of());
    }

    /** A matching rule: its text, by which upstream looks it up, and what it compiles to. */
    record MatchingRule(String text, Expr.Function closure) {
    }

    private Map<String, MatchingRule> rules(YamlMapping definition, Findings findings) {
        Map<String, MatchingRule> rules = new LinkedHashMap<>();
        var mapping = definition.mapping(RULES);
        Set<String> methods = new HashSet<>();
        for (var name : mapping == null ? List.<String>of() : mapping.keys()) {
            findings.rule(name);
            var scalar = mapping.scalar(name);
            if (scalar == null) {
                findings.add(CODE, mapping.at(name), "the rule has no text", "write { (u, l) -> u.name == l.name }");
            } else {
                rules.put(name, new MatchingRule(scalar.value(), closure(scalar, RuleNames.unique(name, methods), findings)));
            }
        }
        findings.rule("");
        return rules;
    }

    private Expr.Function closure(YamlScalar scalar, String method, Findings findings) {
        var source = new SourceText().add(scalar);
        var statements = parser.parse(source, findings);
        if (statements == null) {
            return null;
        }
        int before = findings.told();
        var body = new Lowering(new HierarchyDialect(), source, findings, method).script(statements);
        if (body.size() == 1 && body.get(0) instanceof Stmt.Evaluate evaluate && evaluate.value() instanceof Expr.Function function) {
            if (function.closure().parameters().size() != 2) {
                findings.add(CODE, function.at(), "the rule's closure declares " + function.closure().parameters().size() + " parameters, but is given 2",
                    "write { (u, l) -> u.name == l.name }");
            }
            return function;
        }
        if (findings.told() == before) {
            findings.add(CODE, scalar.at(), "the rule is not a closure", "write { (u, l) -> u.name == l.name }");
        }
        return null;
    }

    private static Map<String, Integer> levels(YamlMapping definition, Findings findings) {
        Map<String, Integer> levels = new LinkedHashMap<>();
        var mapping = definition.mapping(LEVELS);
        for (var layer : mapping == null ? List.<String>of() : mapping.keys()) {
            checkLayer(layer, mapping, findings);
            var scalar = mapping.scalar(layer);
            try {
                levels.put(layer, Integer.valueOf(scalar == null ? "" : scalar.value().strip()));
            } catch (NumberFormatException e) {
                findings.add(CODE, mapping.at(layer), "the level of " + layer + " is not a whole number", "");
            }
        }
        return levels;
    }

    private static void checkLayer(String layer, YamlMapping mapping, Findings findings) {
        var layers = UpstreamEnum.constants(UpstreamEnum.LAYER);
        if (!layers.contains(layer)) {
            findings.add(CODE, mapping.at(layer), "there is no layer '" + layer + "'", Nearest.hint(layer, layers));
        }
    }

    /** Three texts a relation: upper layer, lower layer, name of the rule or null. */
    private static List<String> relations(YamlMapping definition, Set<String> rules, Map<String, Integer> levels, Findings findings) {
        List<String> relations = new ArrayList<>();
        var uppers = definition.mapping(RELATIONS);
        for (var upper : uppers == null ? List.<String>of() : uppers.keys()) {
            var lowers = uppers.mapping(upper);
            if (lowers == null) {
                findings.add(CODE, uppers.at(upper), upper + " lists no lower layers", "write LOWER_LAYER: rule below it");
                continue;
            }
            for (var lower : lowers.keys()) {
                var rule = lowers.scalar(lower);
                if (rule != null && !rules.contains(rule.value())) {
                    findings.add(CODE, rule.at(), "there is no rule '" + rule.value() + "' in " + RULES, Nearest.hintOrAll(rule.value(), rules, "rules"));
                }
                checkLevels(upper, lower, lowers, levels, findings);
                relations.add(upper);
                relations.add(lower);
                relations.add(rule == null ? null : rule.value());
            }
        }
        return relations;
    }

    private static void checkLevels(String upper, String lower, YamlMapping lowers, Map<String, Integer> levels, Findings findings) {
        for (var layer : List.of(upper, lower)) {
            if (!levels.containsKey(layer)) {
                findings.add(CODE, lowers.at(lower), "the layer '" + layer + "' has no level", "add it to " + LEVELS);
                return;
            }
        }
        if (levels.get(upper) <= levels.get(lower)) {
            findings.add(CODE, lowers.at(lower), upper + " lies above " + lower + ", but its level " + levels.get(upper) + " is not above " + levels.get(lower),
                "raise the level of " + upper + " in " + LEVELS);
        }
    }
}

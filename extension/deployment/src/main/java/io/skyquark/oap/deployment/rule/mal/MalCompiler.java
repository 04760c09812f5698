// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.codehaus.groovy.ast.stmt.Statement;

import io.quarkus.gizmo2.Gizmo;
import io.skyquark.oap.deployment.rule.exchange.CompiledClass;
import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.exchange.Meter;
import io.skyquark.oap.deployment.rule.RuleNames;
import io.skyquark.oap.deployment.rule.RuleSize;
import io.skyquark.oap.deployment.rule.front.GroovyParser;
import io.skyquark.oap.deployment.rule.front.Lowering;
import io.skyquark.oap.deployment.rule.front.Words;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.ir.Rule;
import io.skyquark.oap.deployment.rule.ir.Stmt;
import io.skyquark.oap.deployment.rule.ir.ValueType;
import io.skyquark.oap.deployment.rule.yaml.SourceText;
import io.skyquark.oap.deployment.rule.yaml.YamlScalar;

/** Compiles MAL files: text to syntax tree to IR to a class; every problem of a file is found before it gives up. */
public final class MalCompiler {

    private final GroovyParser expressions = new GroovyParser(MalDialect.IMPORTS);
    private final GroovyParser filters = new GroovyParser(Map.of());
    private final Set<String> functions;

    /** @param functions names of the meter functions that upstream has */
    public MalCompiler(Set<String> functions) {
        this.functions = Set.copyOf(functions);
    }

    /** @param file name relative to the catalog folder, which decides on the keys that the file may have */
    public CompiledFile compile(String file, String text) {
        var findings = new Findings();
        var source = MalSource.read(file, text, findings);
        if (source == null) {
            return CompiledFile.refused(file, findings.all());
        }
        List<MalRule> rules = new ArrayList<>();
        List<Meter> meters = new ArrayList<>();
        if (source.metricPrefix() != null) {
            rules(source, rules, meters, findings);
        }
        findings.rule("");
        if (source.filter() != null) {
            checkSize("filter", source.filter().value(), source.filter().at(), findings);
        }
        if (source.initExp() != null) {
            checkSize("initial expression", source.initExp().value(), source.initExp().at(), findings);
        }
        var filter = source.filter() == null ? null : filter(source.filter(), findings);
        var initial = source.initExp() == null ? null : initial(source.initExp(), findings);
        if (!findings.isEmpty()) {
            return CompiledFile.refused(file, findings.all());
        }
        var className = RuleNames.className(file);
        var classes = generate(file, source, rules, initial, filter, findings);
        if (classes == null) {
            return CompiledFile.refused(file, findings.all());
        }
        return new CompiledFile(file, className, classes, rules.size(), meters, List.of());
    }

    /** @return null, with findings, where a class file has not enough room */
    private static List<CompiledClass> generate(String file, MalSource source, List<MalRule> rules, Rule initial, Expr.Function filter, Findings findings) {
        List<CompiledClass> classes = new ArrayList<>();
        try {
            new MalClassWriter(file, source, rules, initial, filter).write(
                Gizmo.create((name, bytes) -> classes.add(CompiledClass.of(name, bytes))), RuleNames.className(file));
            return classes;
        } catch (IllegalArgumentException e) {
            var method = RuleSize.method(e);
            if (method == null) {
                throw e;
            }
            tellTooLarge(method, source, rules, findings);
            return null;
        }
    }

    private static void tellTooLarge(String method, MalSource source, List<MalRule> rules, Findings findings) {
        var culprit = rules.stream().filter(rule -> RuleSize.isPart(method, rule.code().name())).findFirst();
        findings.rule(culprit.map(MalRule::name).orElse(""));
        if (culprit.isPresent()) {
            findings.add(RuleSize.CODE, culprit.get().at(), "the rule is too large for a method of a class", "write two rules");
        } else if (RuleSize.isPart(method, "filter") || RuleSize.isPart(method, "initExp")) {
            boolean filter = RuleSize.isPart(method, "filter");
            findings.add(RuleSize.CODE, (filter ? source.filter() : source.initExp()).at(), "the " + (filter ? "filter" : "initial expression")
                + " is too large for a method of a class", "shorten it");
        } else {
            findings.add(RuleSize.CODE, source.rules().get(0).at(), "the " + rules.size() + " rules of the file are too many for one class", "split the file");
        }
    }

    private void rules(MalSource source, List<MalRule> rules, List<Meter> meters, Findings findings) {
        Set<String> methods = new HashSet<>();
        Map<String, Meter> byMetric = new HashMap<>();
        for (var entry : source.rules()) {
            findings.rule(entry.name());
            int before = findings.told();
            var metric = source.metric(entry);
            var method = RuleNames.unique(metric, methods);
            var expression = source.expression(entry);
            var lowering = new Lowering(MalDialect.EXPRESSION, expression, findings, method);
            var body = lower(expressions, expression, findings, lowering::script);
            if (body == null || findings.told() > before) {
                continue;
            }
            var context = new MalContext(lowering);
            context.walk(body);
            if (findings.told() == before) {
                checkResult(body, expression, findings);
            }
            if (findings.told() == before) {
                checkMetric(context, result(body).at(), findings);
            }
            if (findings.told() == before) {
                checkSize("expression", expression.toString(), entry.at(), findings);
            }
            if (findings.told() == before) {
                rules.add(new MalRule(entry.name(), entry.at(), metric, expression.toString(), new Rule(method, body), context));
                var meter = new Meter(entry.name(), metric, context.function(), context.scope(), entry.at());
                checkTwice(byMetric.putIfAbsent(metric, meter), meter, findings);
                meters.add(meter);
            }
        }
    }

    /** The kind of a metric is decided by its first rule; upstream lets a second one only add to it. */
    private static void checkTwice(Meter earlier, Meter meter, Findings findings) {
        if (earlier != null && !(earlier.function().equals(meter.function()) && earlier.scope().equals(meter.scope()))) {
            findings.add("MAL_DUPLICATE", meter.at(), "metric '" + meter.metric() + "' is " + meter.function() + " of " + meter.scope()
                + ", but in line " + earlier.at().line() + " it is " + earlier.function() + " of " + earlier.scope(), "choose another name");
        }
    }

    private static <T> T lower(GroovyParser parser, SourceText source, Findings findings, Function<List<Statement>, T> lowering) {
        var statements = parser.parse(source, findings);
        return statements == null ? null : lowering.apply(statements);
    }

    /** The value of a script, null where it has none. */
    private static Expr result(List<Stmt> body) {
        var last = body.isEmpty() ? null : body.get(body.size() - 1);
        return last instanceof Stmt.Evaluate evaluate ? evaluate.value() : last instanceof Stmt.Return end ? end.value()
            : last instanceof Stmt.Declare declare ? declare.value() : null;
    }

    private static void checkResult(List<Stmt> body, SourceText expression, Findings findings) {
        var result = result(body);
        if (result == null || result instanceof Expr.Constant constant && constant.value() == null) {
            findings.add("MAL_RESULT", expression.at(0), "the expression gives no sample family", "end it with the sample family of the metric");
        } else if (result.type() != ValueType.FAMILY) {
            findings.add("MAL_RESULT", result.at(), "the expression gives " + Words.a(result) + ", not a sample family",
                result instanceof Expr.Constant constant && constant.value() instanceof String ? "a sample family is written without quotes" : "");
        }
    }

    private static void checkSize(String what, String text, Position at, Findings findings) {
        var problem = RuleSize.ofText(text);
        if (problem != null) {
            findings.add(RuleSize.CODE, at, "the " + what + " " + problem, "shorten it");
        }
    }

    private void checkMetric(MalContext context, Position result, Findings findings) {
        if (context.scope() == null) {
            findings.add("MAL_SCOPE", result, "the expression does not say what the metric belongs to",
                "call one of " + String.join(", ", MalFunction.ENTITIES) + " at its end, or in expSuffix for the whole file");
        } else if (!functions.contains(context.function())) {
            var kind = context.function().replaceFirst("^(avg|sumPerMin|sum|latest|max|min)", "");
            var downsamplings = MalDialect.DOWNSAMPLINGS.stream().filter(name -> functions.contains(MalContext.function(name) + kind)).sorted().toList();
            findings.add("MAL_METER", context.kindAt(), "there is no downsampling " + context.downsampling() + " of "
                + (kind.startsWith("Histogram") ? kind.equals("Histogram") ? "histograms" : "percentiles" : "values"), "it has " + String.join(", ",
                downsamplings));
        }
    }

    private Expr.Function filter(YamlScalar scalar, Findings findings) {
        var source = new SourceText().add(scalar);
        var body = lower(filters, source, findings, new Lowering(MalDialect.FILTER, source, findings, "filter")::filter);
        if (body == null) {
            return null;
        }
        if (body.size() == 1 && body.get(0) instanceof Stmt.Evaluate evaluate && evaluate.value() instanceof Expr.Function function) {
            if (function.closure().parameters().size() > 1) {
                findings.add("MAL_FILTER", function.at(), "the filter's closure declares " + function.closure().parameters().size()
                    + " parameters, but is given 1", "write {tags -> ...}");
            }
            return function;
        }
        if (findings.isEmpty()) {
            findings.add("MAL_FILTER", scalar.at(), "the filter is not a closure", "write { tags -> tags.job_name == 'my-job' }");
        }
        return null;
    }

    private Rule initial(YamlScalar scalar, Findings findings) {
        var source = new SourceText().add(scalar);
        var body = lower(expressions, source, findings, new Lowering(MalDialect.EXPRESSION, source, findings, "initExp")::script);
        return body == null ? null : new Rule("initExp", body);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.rule.front.CallLowering;
import io.skyquark.oap.deployment.rule.front.Dialect;
import io.skyquark.oap.deployment.rule.front.Lowering;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.ir.Operator;
import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.ir.ValueType;
import io.skyquark.oap.deployment.rule.mal.MalFunction.Kind;

/** What names and calls mean in a MAL expression, or, without sample families, in the filter of a MAL file. */
final class MalDialect implements Dialect {

    private static final String DSL = "org.apache.skywalking.oap.meter.analyzer.dsl.";
    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    private static final String TIME_UNIT = "java.util.concurrent.TimeUnit";
    private static final String DOWNSAMPLING_TYPE = DSL + "DownsamplingType";

    /** What upstream's compiler configuration imports. */
    static final Map<String, String> IMPORTS = new TreeMap<>(Map.of(
        "K8sRetagType", DSL + "tagOpt.K8sRetagType",
        "DetectPoint", CORE + "source.DetectPoint",
        "Layer", CORE + "analysis.Layer",
        "ProcessRegistry", DSL + "registry.ProcessRegistry"));

    static final List<String> DOWNSAMPLINGS = List.of("AVG", "SUM", "LATEST", "SUM_PER_MIN", "MAX", "MIN");
    /** The names of the types on which upstream's configuration of Groovy's {@code SecureASTCustomizer} lets an expression call methods. */
    private static final List<String> RECEIVERS = List.of("java.lang.Object", "java.util.Map", "java.util.List", "java.lang.reflect.Array",
        IMPORTS.get("K8sRetagType"), IMPORTS.get("DetectPoint"), IMPORTS.get("Layer"), IMPORTS.get("ProcessRegistry"));

    static final MalDialect EXPRESSION = new MalDialect(true);
    static final MalDialect FILTER = new MalDialect(false);

    private final boolean families;

    private MalDialect(boolean families) {
        this.families = families;
    }

    @Override
    public Expr freeName(String name, Lowering lowering, Position at) {
        if (!families && lowering.closureDepth() == 0) {
            return lowering.problem("RULE_VARIABLE", at, "there is no variable '" + name + "' outside of the closure",
                "write { tags -> tags.job_name == 'my-job' }");
        }
        if (families && DOWNSAMPLINGS.contains(name)) {
            return new Expr.EnumConstant(DOWNSAMPLING_TYPE, name, at);
        }
        if (lowering.closureDepth() > 0) {
            var near = Nearest.hint(name, lowering.names());
            if (isClassName(name)) {
                return lowering.problem("RULE_CLASS", at, "there is no class '" + name + "' that rules can use", classHint(name));
            }
            return lowering.problem("RULE_VARIABLE", at, "there is no variable '" + name + "' in the closure",
                near.isEmpty() ? "a label is read as " + labels(lowering) + "." + name : near);
        }
        return new Expr.Sample(name, at);
    }

    private static boolean isClassName(String name) {
        return Character.isUpperCase(name.charAt(0)) && name.chars().anyMatch(Character::isLowerCase);
    }

    private String classHint(String name) {
        return name.equals("TimeUnit") ? "write " + TIME_UNIT : Nearest.hintOrAll(name, families ? IMPORTS.keySet() : List.of(), "classes");
    }

    /** The parameter of the closure that has the labels, as far as one can say. */
    private static String labels(Lowering lowering) {
        return lowering.names().stream().filter(name -> lowering.find(name).type() == ValueType.MAP).findFirst().orElse("tags");
    }

    @Override
    public String assignmentHint(String name, Lowering lowering) {
        return lowering.closureDepth() > 0 ? "a label is set as " + labels(lowering) + "." + name + " = ..., a variable is declared: def " + name + " = ..."
            : "declare it: def " + name + " = ...";
    }

    @Override
    public String methodHint(String name) {
        return MalFunction.named(name).isEmpty() ? "" : "it is a function of sample families";
    }

    @Override
    public void brokenCall(String name, List<Expression> arguments, Lowering lowering, Position at) {
        if (families && lowering.closureDepth() == 0 && !MalFunction.named(name).isEmpty()) {
            familyCall(Lowering.BROKEN, name, arguments, lowering, at);
        }
    }

    @Override
    public Expr familyProperty(Expr family, String name, Lowering lowering, Position at) {
        if (family instanceof Expr.Sample sample && isClassName(sample.name())) {
            return lowering.problem("RULE_CLASS", sample.at(), "there is no class '" + sample.name() + "' that rules can use", classHint(sample.name()));
        }
        var named = MalFunction.named(name);
        return named.isEmpty() ? lowering.problem("MAL_FUNCTION", at, "sample families have no function or property '" + name + "'", Nearest.hint(name,
            MalFunction.names()))
            : lowering.problem("MAL_FUNCTION", at, "'" + name + "' is a function, but is not called", takes(named));
    }

    @Override
    public Expr freeCall(MethodCallExpression call, Lowering lowering, Position at) {
        var name = call.getMethodAsString();
        int arguments = CallLowering.arguments(call.getArguments()).size();
        if (families && name.equals("time")) {
            return arguments == 0 ? new Expr.Time(at) : lowering.problem("MAL_ARGUMENTS", at, "'time' is called with " + count(arguments), "write time()");
        }
        if (!MalFunction.named(name).isEmpty() && !families) {
            return lowering.problem("MAL_FUNCTION", at, "'" + name + "' is a function of sample families, which a filter does not have",
                "compare labels: tags.job_name == 'my-job'");
        }
        if (!MalFunction.named(name).isEmpty()) {
            return lowering.problem("MAL_FUNCTION", at, "'" + name + "' is called without a sample family", "write sample_name." + name + "(...)");
        }
        var known = new TreeSet<>(MalFunction.names());
        known.add("time");
        var near = Nearest.hint(name, known);
        boolean closure = CallLowering.arguments(call.getArguments()).stream().anyMatch(ClosureExpression.class::isInstance);
        return lowering.problem("MAL_FUNCTION", at, "there is no function '" + name + "'", !near.isEmpty() ? near : !families ? ""
            : closure ? "samples are picked with " + name + ".tagEqual('label', 'value')"
            : "if it is a sample or a value, an operator, a dot or a comma is missing behind it");
    }

    @Override
    public List<String> receivers() {
        return families ? RECEIVERS : null;
    }

    @Override
    public List<String> classes() {
        List<String> classes = new ArrayList<>(families ? IMPORTS.values() : List.of());
        classes.add(TIME_UNIT);
        return classes;
    }

    @Override
    public Expr familyCall(Expr family, String name, List<Expression> arguments, Lowering lowering, Position at) {
        var named = MalFunction.named(name);
        if (named.isEmpty()) {
            arguments.forEach(lowering::expression);
            return lowering.problem("MAL_FUNCTION", at, "sample families have no function '" + name + "'", Nearest.hint(name, MalFunction.names()));
        }
        var function = named.stream().filter(candidate -> candidate.takes(arguments.size())).findFirst();
        if (function.isEmpty()) {
            return lowering.problem("MAL_ARGUMENTS", at, "'" + name + "' is called with " + count(arguments.size()), takes(named));
        }
        var kinds = function.get().parameters();
        List<Expr> lowered = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            lowered.add(argument(arguments.get(i), kinds.get(Math.min(i, kinds.size() - 1)), lowering));
        }
        if (lowered.contains(Lowering.BROKEN)) {
            return Lowering.BROKEN;
        }
        if (!MalArguments.check(function.get(), lowered, lowering, at)) {
            return Lowering.BROKEN;
        }
        if (kinds.equals(List.of(Kind.OPERAND))) {
            return new Expr.FamilyArithmetic(Operator.valueOf(name.toUpperCase(java.util.Locale.ROOT)), family, lowered.get(0), at);
        }
        return new Expr.FamilyCall(family, name, lowered, at);
    }

    private static Expr argument(Expression argument, Kind kind, Lowering lowering) {
        if (argument instanceof ClosureExpression closure) {
            return switch (kind) {
                case EACH -> lowering.closure(closure, ValueType.ANY, ValueType.MAP);
                default -> lowering.closure(closure, ValueType.MAP);
            };
        }
        return lowering.expression(argument);
    }

    private static String count(int arguments) {
        return arguments == 0 ? "no arguments" : arguments == 1 ? "1 argument" : arguments + " arguments";
    }

    static String takes(List<MalFunction> named) {
        return "write " + named.stream().map(MalFunction::signature).collect(Collectors.joining(" or "));
    }
}

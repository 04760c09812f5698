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
import io.skyquark.oap.deployment.rule.ir.Position;
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

    private static final List<String> DOWNSAMPLINGS = List.of("AVG", "SUM", "LATEST", "SUM_PER_MIN", "MAX", "MIN");
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
        if (!families) {
            return null;
        }
        if (DOWNSAMPLINGS.contains(name)) {
            return new Expr.EnumConstant(DOWNSAMPLING_TYPE, name, at);
        }
        if (lowering.closureDepth() > 0) {
            return lowering.problem("RULE_VARIABLE", at, "there is no variable '" + name + "' in the closure",
                "a closure sees its parameters; a label is read as tags." + name);
        }
        return new Expr.Sample(name, at);
    }

    @Override
    public Expr freeCall(MethodCallExpression call, Lowering lowering, Position at) {
        var name = call.getMethodAsString();
        int arguments = CallLowering.arguments(call.getArguments()).size();
        if (families && name.equals("time")) {
            return arguments == 0 ? new Expr.Time(at) : lowering.problem("MAL_ARGUMENTS", at, "time() takes no arguments, but is called with " + arguments, "");
        }
        if (!MalFunction.named(name).isEmpty()) {
            return lowering.problem("MAL_FUNCTION", at, "'" + name + "' is called without a sample family", "write sample_name." + name + "(...)");
        }
        var known = new TreeSet<>(MalFunction.names());
        known.add("time");
        return lowering.problem("MAL_FUNCTION", at, "there is no function '" + name + "'", Nearest.hint(name, known));
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
        return "it is " + named.stream().map(MalFunction::signature).collect(Collectors.joining(" or "));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.rule.front.Lowering;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.ir.Stmt;
import io.skyquark.oap.deployment.rule.ir.ValueType;

/**
 * What kind of metric an expression defines. Upstream finds it out by running the expression without samples while a parsing context listens; the functions
 * that tell the context something are walked here in the same order.
 */
final class MalContext {

    private final Lowering lowering;
    private final Set<String> samples = new LinkedHashSet<>();
    private final Set<String> scopeLabels = new LinkedHashSet<>();
    private final Set<String> aggregationLabels = new LinkedHashSet<>();
    private String scope;
    private String downsampling = "AVG";
    private boolean histogram;
    private int[] percentiles;
    private Position kindAt = Position.NONE;

    MalContext(Lowering lowering) {
        this.lowering = lowering;
    }

    /** Walks a script; what cannot be known before it runs becomes a finding. */
    void walk(List<Stmt> script) {
        for (var statement : script) {
            if (statement instanceof Stmt.Evaluate evaluate) {
                visit(evaluate.value());
            } else if (statement instanceof Stmt.Declare declare && declare.value() != null) {
                visit(declare.value());
            } else if (statement instanceof Stmt.Return end && end.value() != null) {
                visit(end.value());
                return;
            } else if (statement instanceof Stmt.If choice) {
                lowering.construct(choice.test().at(), "an expression must not branch, since the kind of its metric would not be known", "write two rules");
            }
        }
    }

    /** The labels that the samples are known to have, null where that is not known. */
    private Set<String> visit(Expr expr) {
        if (expr instanceof Expr.Sample sample) {
            samples.add(sample.name());
        } else if (expr instanceof Expr.FamilyCall call) {
            var labels = visit(call.family());
            checkLabels(call, labels);
            return tell(call, labels);
        } else if (expr instanceof Expr.FamilyArithmetic arithmetic) {
            var left = visit(arithmetic.left());
            var right = visit(arithmetic.right());
            return arithmetic.left().type() == ValueType.FAMILY ? left : right;
        } else if (expr instanceof Expr.Assign assign) {
            return visit(assign.value());
        } else if (expr instanceof Expr.Choice || expr instanceof Expr.Elvis || expr instanceof Expr.Binary) {
            refuseBranch(expr);
        }
        return null;
    }

    private void refuseBranch(Expr expr) {
        boolean families = expr instanceof Expr.Choice choice && (choice.then().type() == ValueType.FAMILY || choice.otherwise().type() == ValueType.FAMILY)
            || expr instanceof Expr.Elvis elvis && (elvis.value().type() == ValueType.FAMILY || elvis.otherwise().type() == ValueType.FAMILY)
            || expr instanceof Expr.Binary binary && (binary.left().type() == ValueType.FAMILY || binary.right().type() == ValueType.FAMILY);
        if (families) {
            lowering.construct(expr.at(), "an expression must not branch, since the kind of its metric would not be known", "write two rules");
        }
    }

    private Set<String> tell(Expr.FamilyCall call, Set<String> labels) {
        var arguments = call.arguments();
        switch (call.function()) {
            case "sum", "max", "min", "avg", "count" -> {
                aggregationLabels.addAll(texts(arguments.get(0)));
                return call.function().equals("count") ? null : new TreeSet<>(texts(arguments.get(0)));
            }
            case "histogram" -> {
                histogram = true;
                kindAt = call.at();
                return null;
            }
            case "histogram_percentile" -> {
                if (!histogram) {
                    lowering.problem("MAL_HISTOGRAM", call.at(), "histogram_percentile() is called before histogram()", "write .histogram().histogram_percentile(...)");
                }
                kindAt = call.at();
                percentiles = ((Expr.ListLiteral) arguments.get(0)).elements().stream()
                    .mapToInt(element -> (Integer) ((Expr.Constant) element).value()).toArray();
            }
            case "downsampling" -> {
                downsampling = ((Expr.EnumConstant) arguments.get(0)).name();
                kindAt = call.at();
            }
            case "tag", "forEach", "retagByK8sMeta" -> {
                return null;
            }
            default -> {
                if (MalFunction.ENTITIES.contains(call.function())) {
                    entity(call);
                }
            }
        }
        return labels;
    }

    private void entity(Expr.FamilyCall call) {
        var arguments = call.arguments();
        scope = switch (call.function()) {
            case "service" -> "SERVICE";
            case "instance" -> "SERVICE_INSTANCE";
            case "endpoint" -> "ENDPOINT";
            case "process" -> "PROCESS";
            case "serviceRelation" -> "SERVICE_RELATION";
            default -> "PROCESS_RELATION";
        };
        arguments.stream().filter(argument -> argument instanceof Expr.ListLiteral).forEach(list -> scopeLabels.addAll(texts(list)));
        // Of the texts only these name labels, the others are delimiters.
        if (call.function().equals("process")) {
            scopeLabels.add(text(arguments.get(3)));
        } else if (call.function().equals("serviceRelation") && arguments.size() == 6) {
            scopeLabels.add(text(arguments.get(5)));
        } else if (call.function().equals("processRelation")) {
            for (int index : new int[] {0, 3, 4, 5}) {
                scopeLabels.add(text(arguments.get(index)));
            }
        }
    }

    /** After an aggregation the samples have its labels and no other; what asks for another one can only find nothing. */
    private void checkLabels(Expr.FamilyCall call, Set<String> labels) {
        if (labels == null) {
            return;
        }
        List<Expr> asked = new ArrayList<>();
        if (call.function().equals("tagEqual") || call.function().equals("tagMatch")) {
            for (int i = 0; i < call.arguments().size(); i += 2) {
                asked.add(call.arguments().get(i));
            }
        } else if (MalFunction.ENTITIES.contains(call.function())) {
            var first = call.arguments().stream().filter(argument -> argument instanceof Expr.ListLiteral).findFirst();
            var keys = first.map(list -> ((Expr.ListLiteral) list).elements()).orElse(List.of());
            // An entity may do without some of its labels, not without all.
            if (keys.stream().noneMatch(key -> labels.contains(text(key)))) {
                asked.addAll(keys);
            }
        }
        for (var label : asked) {
            if (text(label) != null && !labels.contains(text(label))) {
                unknown(text(label), label.at(), labels);
            }
        }
    }

    private void unknown(String label, Position at, Set<String> labels) {
        var hint = Nearest.hint(label, labels);
        lowering.problem("MAL_LABEL", at, "'" + label + "' is not a label that this sample has", hint.isEmpty()
            ? labels.isEmpty() ? "the aggregation before keeps no label" : "the aggregation before keeps " + String.join(", ", labels) : hint);
    }

    private static List<String> texts(Expr list) {
        return ((Expr.ListLiteral) list).elements().stream().map(MalContext::text).toList();
    }

    private static String text(Expr constant) {
        return (String) ((Expr.Constant) constant).value();
    }

    /** Name of the meter function: the downsampling in camel case and the kind of the value. */
    String function() {
        var name = function(downsampling);
        var labels = new TreeSet<>(aggregationLabels);
        scopeLabels.stream().filter(java.util.Objects::nonNull).forEach(labels::remove);
        return name + (histogram ? percentiles == null ? "Histogram" : "HistogramPercentile" : labels.isEmpty() ? "" : "Labeled");
    }

    /** {@code SUM_PER_MIN} becomes {@code sumPerMin}. */
    static String function(String downsampling) {
        var name = new StringBuilder();
        for (var part : downsampling.split("_")) {
            name.append(name.isEmpty() ? part.toLowerCase(java.util.Locale.ROOT) : part.charAt(0) + part.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return name.toString();
    }

    /** Name of the {@code ScopeType}, or null where no function of the expression gave one. */
    String scope() {
        return scope;
    }

    /** Where the expression says what kind of value the metric has. */
    Position kindAt() {
        return kindAt;
    }

    String downsampling() {
        return downsampling;
    }

    boolean histogram() {
        return histogram;
    }

    int[] percentiles() {
        return percentiles;
    }

    List<String> samples() {
        return List.copyOf(samples);
    }

    List<String> scopeLabels() {
        return new ArrayList<>(scopeLabels);
    }

    List<String> aggregationLabels() {
        return List.copyOf(aggregationLabels);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.desc.ClassMethodDesc;
import io.quarkus.gizmo2.desc.FieldDesc;
import io.quarkus.gizmo2.desc.MethodDesc;
import io.skyquark.oap.deployment.rule.gen.ClassConstants;
import io.skyquark.oap.deployment.rule.gen.ClosureWriter;
import io.skyquark.oap.deployment.rule.gen.MethodContext;
import io.skyquark.oap.deployment.rule.gen.RuleTypes;
import io.skyquark.oap.deployment.rule.gen.ValueWriter;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.ir.Operator;
import io.skyquark.oap.deployment.rule.ir.ValueType;
import io.skyquark.oap.deployment.rule.mal.MalFunction.Kind;

/**
 * Writes what has sample families as values. A chain of functions becomes one {@code MalChain}, which is planned once, when the class is initialised, and is a
 * constant; what is left to the method are the families that it reads and the operators between them.
 */
final class MalValueWriter extends ValueWriter {

    private static final String MAL = "io.skyquark.oap.server.rule.mal.";
    static final ClassDesc INPUT = ClassDesc.of(MAL + "MalInput");
    static final ClassDesc FAMILY = ClassDesc.of("org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily");
    private static final ClassDesc CHAIN = ClassDesc.of(MAL + "MalChain");
    private static final ClassDesc STEP = ClassDesc.of(MAL + "MalStep");
    private static final ClassDesc OPS = ClassDesc.of(MAL + "MalOps");
    private static final ClassDesc NUMBER = ConstantDescs.CD_Number;
    private static final ClassDesc LIST = ClassDesc.of("java.util.List");
    private static final MethodDesc SAMPLE = ClassMethodDesc.of(INPUT, "sample", FAMILY, RuleTypes.STRING);
    private static final MethodDesc CHAIN_OF = ClassMethodDesc.of(CHAIN, "of", CHAIN, STEP.arrayType());
    private static final MethodDesc APPLY = ClassMethodDesc.of(CHAIN, "apply", FAMILY, FAMILY);
    private static final MethodDesc TIME = ClassMethodDesc.of(OPS, "time", ConstantDescs.CD_long);

    /** These two say something about the metric, and nothing about its samples. */
    private static final Set<String> NOTES = Set.of("downsampling", "histogram_percentile");

    private record Step(String function, List<Kind> kinds, List<Expr> arguments) {
    }

    MalValueWriter(ClosureWriter closures, ClassConstants constants) {
        super(closures, constants);
    }

    @Override
    protected io.quarkus.gizmo2.Expr special(BlockCreator block, Expr expr, MethodContext context) {
        if (expr instanceof Expr.Time) {
            return block.box(block.invokeStatic(TIME));
        }
        if (expr.type() == ValueType.FAMILY) {
            return family(block, expr, context);
        }
        return super.special(block, expr, context);
    }

    private io.quarkus.gizmo2.Expr family(BlockCreator block, Expr expr, MethodContext context) {
        if (expr instanceof Expr.Sample sample) {
            return kept(block, block.invokeVirtual(SAMPLE, context.input(), Const.of(sample.name())));
        }
        Deque<Step> steps = new ArrayDeque<>();
        var base = unwind(expr, steps);
        if (steps.isEmpty()) {
            return base instanceof Expr.FamilyArithmetic arithmetic ? between(block, arithmetic, context)
                : kept(block, block.cast(value(block, base, context), FAMILY));
        }
        var source = family(block, base, context);
        steps.removeIf(step -> NOTES.contains(step.function()));
        if (steps.isEmpty()) {
            return source;
        }
        return kept(block, block.invokeVirtual(APPLY, chain(block, List.copyOf(steps), context), source));
    }

    private static io.quarkus.gizmo2.Expr kept(BlockCreator block, io.quarkus.gizmo2.Expr family) {
        return block.localVar("family", FAMILY, family);
    }

    /** Takes the functions and the arithmetic with constants off an expression, down to what they begin with. */
    private static Expr unwind(Expr expr, Deque<Step> steps) {
        if (expr instanceof Expr.FamilyCall call) {
            var function = MalFunction.named(call.function()).stream().filter(candidate -> candidate.takes(call.arguments().size())).findFirst().orElseThrow();
            steps.addFirst(new Step(call.function(), function.parameters(), call.arguments()));
            return unwind(call.family(), steps);
        }
        if (expr instanceof Expr.FamilyArithmetic arithmetic) {
            var operator = arithmetic.operator().name().toLowerCase(Locale.ROOT);
            if (arithmetic.right() instanceof Expr.Constant) {
                steps.addFirst(new Step(operator, List.of(Kind.OPERAND), List.of(arithmetic.right())));
                return unwind(arithmetic.left(), steps);
            }
            if (arithmetic.left() instanceof Expr.Constant) {
                boolean commutes = arithmetic.operator() == Operator.PLUS || arithmetic.operator() == Operator.MULTIPLY;
                var name = commutes ? operator : arithmetic.operator() == Operator.MINUS ? "numberMinus" : "numberDiv";
                steps.addFirst(new Step(name, List.of(Kind.OPERAND), List.of(arithmetic.left())));
                return unwind(arithmetic.right(), steps);
            }
        }
        return expr;
    }

    private io.quarkus.gizmo2.Expr between(BlockCreator block, Expr.FamilyArithmetic arithmetic, MethodContext context) {
        var left = operand(block, arithmetic.left(), context);
        var right = operand(block, arithmetic.right(), context);
        var operation = ClassMethodDesc.of(OPS, arithmetic.operator().name().toLowerCase(Locale.ROOT), FAMILY, type(arithmetic.left()), type(arithmetic.right()));
        return kept(block, block.invokeStatic(operation, left, right));
    }

    private io.quarkus.gizmo2.Expr operand(BlockCreator block, Expr operand, MethodContext context) {
        return operand.type() == ValueType.FAMILY ? family(block, operand, context)
            : block.localVar("number", NUMBER, block.cast(value(block, operand, context), NUMBER));
    }

    private static ClassDesc type(Expr operand) {
        return operand.type() == ValueType.FAMILY ? FAMILY : NUMBER;
    }

    private io.quarkus.gizmo2.Expr chain(BlockCreator block, List<Step> steps, MethodContext context) {
        Map<Expr, io.quarkus.gizmo2.Expr> prepared = new HashMap<>();
        boolean constant = true;
        for (var argument : steps.stream().flatMap(step -> step.arguments().stream()).toList()) {
            if (argument instanceof Expr.Function function) {
                constant &= function.closure().captured().isEmpty();
                prepared.put(argument, closures.create(block, function.closure(), context));
            } else if (!(argument instanceof Expr.Constant || argument instanceof Expr.ListLiteral || argument instanceof Expr.EnumConstant)) {
                constant = false;
                prepared.put(argument, value(block, argument, context));
            }
        }
        return constant ? constants.field(steps, "CHAIN_", CHAIN, initial -> chain(initial, steps, prepared)) : block.localVar("chain", CHAIN,
            chain(block, steps, prepared));
    }

    private io.quarkus.gizmo2.Expr chain(BlockCreator block, List<Step> steps, Map<Expr, io.quarkus.gizmo2.Expr> prepared) {
        List<io.quarkus.gizmo2.Expr> made = new ArrayList<>();
        for (var step : steps) {
            made.add(block.localVar("step", STEP, step(block, step, prepared)));
        }
        return block.invokeStatic(CHAIN_OF, block.newArray(STEP, made));
    }

    private io.quarkus.gizmo2.Expr step(BlockCreator block, Step step, Map<Expr, io.quarkus.gizmo2.Expr> prepared) {
        if (step.kinds().equals(List.of(Kind.LABELS))) {
            var texts = step.arguments().stream().map(argument -> text((Expr.Constant) argument)).toList();
            return block.invokeStatic(ClassMethodDesc.of(STEP, step.function(), STEP, RuleTypes.STRINGS), block.newArray(RuleTypes.STRING, texts));
        }
        List<ClassDesc> types = new ArrayList<>();
        List<io.quarkus.gizmo2.Expr> arguments = new ArrayList<>();
        for (int i = 0; i < step.arguments().size(); i++) {
            var type = type(step.kinds().get(i), step.arguments().get(i));
            types.add(type);
            arguments.add(argument(block, step.arguments().get(i), type, prepared));
        }
        return block.invokeStatic(ClassMethodDesc.of(STEP, step.function(), STEP, types), arguments);
    }

    private static ClassDesc type(Kind kind, Expr argument) {
        return switch (kind) {
            case NUMBER -> ConstantDescs.CD_double;
            case OPERAND -> NUMBER;
            case LIST -> LIST;
            case TEXT, OPTIONAL_TEXT, DURATION -> RuleTypes.STRING;
            case TAGS, FILTER, EACH, PROPERTIES -> RuleTypes.CLOSURE;
            case LAYER, RETAG, DETECT_POINT, UNIT -> ClassDesc.of(((Expr.EnumConstant) argument).className());
            case LABELS, INTEGERS, DOWNSAMPLING -> throw new IllegalStateException(kind + " is no argument of a step");
        };
    }

    private io.quarkus.gizmo2.Expr argument(BlockCreator block, Expr argument, ClassDesc type, Map<Expr, io.quarkus.gizmo2.Expr> prepared) {
        if (argument instanceof Expr.EnumConstant constant) {
            return block.getStaticField(FieldDesc.of(type, constant.name(), type));
        } else if (argument instanceof Expr.ListLiteral list) {
            return block.localVar("labels", LIST, block.listOf(list.elements(), element -> text((Expr.Constant) element)));
        } else if (argument instanceof Expr.Constant constant && constant.value() instanceof Number number) {
            return type.equals(ConstantDescs.CD_double) ? Const.of(number.doubleValue()) : block.localVar("number", NUMBER, boxed(block, number));
        } else if (argument instanceof Expr.Constant constant) {
            return constant.value() == null ? Const.ofNull(type) : text(constant);
        }
        var value = prepared.get(argument);
        if (type.equals(ConstantDescs.CD_double)) {
            return block.invokeVirtual(MethodDesc.of(Number.class, "doubleValue", double.class), block.cast(value, NUMBER));
        }
        return argument instanceof Expr.Function ? value : block.cast(value, type);
    }

    /** Not a field of its own, since it is read while the fields are initialised. */
    private static io.quarkus.gizmo2.Expr boxed(BlockCreator block, Number number) {
        if (number instanceof Integer value) {
            return block.box(Const.of((int) value));
        }
        return block.box(Const.of(number.doubleValue()));
    }

    private static Const text(Expr.Constant constant) {
        return constant.value() == null ? Const.ofNull(RuleTypes.STRING) : Const.of((String) constant.value());
    }
}

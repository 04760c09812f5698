// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.gen;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.desc.ClassMethodDesc;
import io.quarkus.gizmo2.desc.ConstructorDesc;
import io.quarkus.gizmo2.desc.FieldDesc;
import io.quarkus.gizmo2.desc.MethodDesc;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.ir.Operator;

/**
 * Writes expressions whose values are objects. Every value that is not a constant goes into a local variable at once: it is used where it is needed, in the
 * order in which the rule evaluates.
 */
public class ValueWriter {

    private static final MethodDesc TRUTH = RuleTypes.op("truth", ConstantDescs.CD_boolean, 1);
    private static final MethodDesc CALL = ClassMethodDesc.of(RuleTypes.OPS, "call", RuleTypes.OBJECT, RuleTypes.OBJECT, RuleTypes.STRING, RuleTypes.OBJECTS);
    private static final MethodDesc PROPERTY = ClassMethodDesc.of(RuleTypes.OPS, "property", RuleTypes.OBJECT, RuleTypes.OBJECT, RuleTypes.STRING);
    private static final MethodDesc SPREAD = ClassMethodDesc.of(RuleTypes.OPS, "spread", RuleTypes.OBJECT, RuleTypes.OBJECT, RuleTypes.STRING);
    private static final MethodDesc SET_PROPERTY = ClassMethodDesc.of(RuleTypes.OPS, "setProperty", ConstantDescs.CD_void, RuleTypes.OBJECT, RuleTypes.STRING,
        RuleTypes.OBJECT);
    private static final MethodDesc CAST = ClassMethodDesc.of(RuleTypes.OPS, "cast", RuleTypes.OBJECT, RuleTypes.OBJECT, RuleTypes.STRING);
    private static final MethodDesc STRICT_CAST = ClassMethodDesc.of(RuleTypes.OPS, "strictCast", RuleTypes.OBJECT, RuleTypes.OBJECT, RuleTypes.STRING);
    private static final MethodDesc INSTANCE_OF = ClassMethodDesc.of(RuleTypes.OPS, "instanceOf", ConstantDescs.CD_boolean, RuleTypes.OBJECT, RuleTypes.STRING);
    private static final MethodDesc PATTERN = RuleTypes.op("pattern", ClassDesc.of("java.util.regex.Pattern"), 1);
    private static final ClassDesc MAP = ClassDesc.of("java.util.LinkedHashMap");
    private static final ClassDesc ARRAY_LIST = ClassDesc.of("java.util.ArrayList");

    protected final ClosureWriter closures;
    protected final ClassConstants constants;

    public ValueWriter(ClosureWriter closures, ClassConstants constants) {
        this.closures = closures;
        this.constants = constants;
    }

    /** Any expression as an object. */
    public io.quarkus.gizmo2.Expr value(BlockCreator block, Expr expr, MethodContext context) {
        if (expr instanceof Expr.Constant constant) {
            return constants.value(constant.value());
        } else if (expr instanceof Expr.Variable variable) {
            return keep(block, context.read(block, variable.local()));
        } else if (expr instanceof Expr.EnumConstant constant) {
            var owner = ClassDesc.of(constant.className());
            return block.getStaticField(FieldDesc.of(owner, constant.name(), owner));
        }
        return keep(block, compute(block, expr, context));
    }

    private static io.quarkus.gizmo2.Expr keep(BlockCreator block, io.quarkus.gizmo2.Expr value) {
        return block.localVar("value", RuleTypes.OBJECT, value);
    }

    private io.quarkus.gizmo2.Expr compute(BlockCreator block, Expr expr, MethodContext context) {
        if (expr.at().line() > 0) {
            block.line(expr.at().line());
        }
        if (isCondition(expr)) {
            return block.box(condition(block, expr, context));
        } else if (expr instanceof Expr.Binary binary) {
            var left = value(block, binary.left(), context);
            return operate(block, binary.operator(), left, value(block, binary.right(), context));
        } else if (expr instanceof Expr.Negate negate) {
            return block.invokeStatic(RuleTypes.op("negate", RuleTypes.OBJECT, 1), value(block, negate.operand(), context));
        } else if (expr instanceof Expr.Choice choice) {
            return block.cond(RuleTypes.OBJECT, condition(block, choice.test(), context),
                then -> then.yield(value(then, choice.then(), context)), otherwise -> otherwise.yield(value(otherwise, choice.otherwise(), context)));
        } else if (expr instanceof Expr.Elvis elvis) {
            var value = value(block, elvis.value(), context);
            return block.cond(RuleTypes.OBJECT, block.invokeStatic(TRUTH, value),
                then -> then.yield(value), otherwise -> otherwise.yield(value(otherwise, elvis.otherwise(), context)));
        } else if (expr instanceof Expr.Property property) {
            var name = Const.of(property.name());
            return reached(block, property.target(), property.safe(), context, (inner, target) ->
                inner.invokeStatic(property.spread() ? SPREAD : PROPERTY, target, name));
        } else if (expr instanceof Expr.Index index) {
            return reached(block, index.target(), index.safe(), context, (inner, target) ->
                inner.invokeStatic(RuleTypes.op("index", RuleTypes.OBJECT, 2), target, value(inner, index.key(), context)));
        } else if (expr instanceof Expr.Call call) {
            return reached(block, call.target(), call.safe(), context, (inner, target) -> call(inner, call, target, context));
        } else if (expr instanceof Expr.Cast cast) {
            return block.invokeStatic(cast.strict() ? STRICT_CAST : CAST, value(block, cast.value(), context), Const.of(cast.className()));
        } else if (expr instanceof Expr.Assign assign) {
            return assign(block, assign, context);
        } else if (expr instanceof Expr.Function function) {
            return closures.create(block, function.closure(), context);
        } else if (expr instanceof Expr.StaticCall call) {
            return staticCall(block, call, context);
        } else if (expr instanceof Expr.Getter getter) {
            var owner = ClassDesc.of(getter.className());
            var type = MethodTypeDesc.ofDescriptor(getter.descriptor());
            var result = block.invokeVirtual(ClassMethodDesc.of(owner, getter.method(), type), block.cast(value(block, getter.target(), context), owner));
            return type.returnType().isPrimitive() ? block.box(result) : result;
        }
        return literal(block, expr, context);
    }

    private io.quarkus.gizmo2.Expr literal(BlockCreator block, Expr expr, MethodContext context) {
        if (expr instanceof Expr.ListLiteral list) {
            var made = block.localVar("list", ARRAY_LIST, block.new_(ConstructorDesc.of(ARRAY_LIST)));
            var add = ClassMethodDesc.of(ARRAY_LIST, "add", boolean.class, Object.class);
            list.elements().forEach(element -> block.invokeVirtual(add, made, value(block, element, context)));
            return made;
        } else if (expr instanceof Expr.MapLiteral map) {
            var made = block.localVar("map", MAP, block.new_(ConstructorDesc.of(MAP)));
            var put = ClassMethodDesc.of(MAP, "put", Object.class, Object.class, Object.class);
            for (int i = 0; i < map.keys().size(); i++) {
                var key = value(block, map.keys().get(i), context);
                block.invokeVirtual(put, made, key, value(block, map.values().get(i), context));
            }
            return made;
        } else if (expr instanceof Expr.Text text) {
            var values = values(block, text.values(), context);
            return block.new_(ConstructorDesc.of(RuleTypes.TEXT, RuleTypes.STRINGS, RuleTypes.OBJECTS), constants.array(text.texts()),
                block.newArray(RuleTypes.OBJECT, values));
        } else if (expr instanceof Expr.PatternLiteral pattern) {
            if (pattern.text() instanceof Expr.Constant constant && constant.value() instanceof String regex) {
                return constants.field(List.of("pattern", regex), "PATTERN_", PATTERN.returnType(), inner -> inner.invokeStatic(PATTERN, Const.of(regex)));
            }
            return block.invokeStatic(PATTERN, value(block, pattern.text(), context));
        }
        return special(block, expr, context);
    }

    /** What only one of the languages has. */
    protected io.quarkus.gizmo2.Expr special(BlockCreator block, Expr expr, MethodContext context) {
        throw new IllegalStateException("no code for " + expr);
    }

    protected final List<io.quarkus.gizmo2.Expr> values(BlockCreator block, List<Expr> exprs, MethodContext context) {
        List<io.quarkus.gizmo2.Expr> values = new ArrayList<>();
        exprs.forEach(expr -> values.add(value(block, expr, context)));
        return values;
    }

    @FunctionalInterface
    private interface Reach {
        io.quarkus.gizmo2.Expr from(BlockCreator block, io.quarkus.gizmo2.Expr target);
    }

    /** With {@code ?.} nothing is reached, nor any argument evaluated, from null. */
    private io.quarkus.gizmo2.Expr reached(BlockCreator block, Expr from, boolean safe, MethodContext context, Reach reach) {
        var target = value(block, from, context);
        if (!safe) {
            return reach.from(block, target);
        }
        return block.cond(RuleTypes.OBJECT, block.isNull(target), BlockCreator::yieldNull, inner -> inner.yield(keep(inner, reach.from(inner, target))));
    }

    private io.quarkus.gizmo2.Expr call(BlockCreator block, Expr.Call call, io.quarkus.gizmo2.Expr target, MethodContext context) {
        var arguments = block.localVar("arguments", RuleTypes.OBJECTS, block.newArray(RuleTypes.OBJECT, values(block, call.arguments(), context)));
        if (call.spread()) {
            return block.invokeStatic(ClassMethodDesc.of(RuleTypes.OPS, "spreadCall", RuleTypes.OBJECT, RuleTypes.OBJECT, RuleTypes.STRING, RuleTypes.OBJECTS),
                target, Const.of(call.method()), arguments);
        }
        return block.invokeStatic(CALL, target, Const.of(call.method()), arguments);
    }

    private io.quarkus.gizmo2.Expr assign(BlockCreator block, Expr.Assign assign, MethodContext context) {
        if (assign.target() instanceof Expr.Target.Variable variable) {
            var value = value(block, assign.value(), context);
            context.write(block, variable.local(), value);
            return value;
        } else if (assign.target() instanceof Expr.Target.Property property) {
            var target = value(block, property.target(), context);
            var value = value(block, assign.value(), context);
            block.invokeStatic(SET_PROPERTY, target, Const.of(property.name()), value);
            return value;
        }
        var index = (Expr.Target.Index) assign.target();
        var target = value(block, index.target(), context);
        var key = value(block, index.key(), context);
        var value = value(block, assign.value(), context);
        block.invokeStatic(RuleTypes.op("setIndex", ConstantDescs.CD_void, 3), target, key, value);
        return value;
    }

    private io.quarkus.gizmo2.Expr staticCall(BlockCreator block, Expr.StaticCall call, MethodContext context) {
        var type = MethodTypeDesc.ofDescriptor(call.descriptor());
        List<io.quarkus.gizmo2.Expr> arguments = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            arguments.add(converted(block, value(block, call.arguments().get(i), context), type.parameterType(i)));
        }
        var result = block.invokeStatic(ClassMethodDesc.of(ClassDesc.of(call.className()), call.method(), type), arguments);
        return type.returnType().isPrimitive() ? block.box(result) : result;
    }

    /** A value as the parameter of a Java method takes it, converted as Groovy converts an argument. */
    protected final io.quarkus.gizmo2.Expr converted(BlockCreator block, io.quarkus.gizmo2.Expr value, ClassDesc to) {
        if (to.equals(RuleTypes.OBJECT)) {
            return value;
        }
        var boxed = to.isPrimitive() ? Const.ofDefault(to).type() : to;
        var wrapper = to.isPrimitive() ? wrapper(to) : boxed;
        var name = wrapper.descriptorString().substring(1, wrapper.descriptorString().length() - 1).replace('/', '.');
        var cast = name.startsWith("java.") ? block.invokeStatic(STRICT_CAST, value, Const.of(name)) : value;
        var typed = block.localVar("argument", wrapper, block.cast(cast, wrapper));
        return to.isPrimitive() ? block.localVar("argument", to, block.unbox(typed)) : typed;
    }

    private static ClassDesc wrapper(ClassDesc primitive) {
        return ClassDesc.of("java.lang." + switch (primitive.descriptorString()) {
            case "Z" -> "Boolean";
            case "B" -> "Byte";
            case "S" -> "Short";
            case "C" -> "Character";
            case "I" -> "Integer";
            case "J" -> "Long";
            case "F" -> "Float";
            default -> "Double";
        });
    }

    private static io.quarkus.gizmo2.Expr operate(BlockCreator block, Operator operator, io.quarkus.gizmo2.Expr left, io.quarkus.gizmo2.Expr right) {
        return switch (operator) {
            case FIND -> block.invokeStatic(RuleTypes.op("find", ClassDesc.of("java.util.regex.Matcher"), 2), left, right);
            case COMPARE -> block.box(block.invokeStatic(RuleTypes.op("compare", ConstantDescs.CD_int, 2), left, right));
            default -> block.invokeStatic(RuleTypes.op(operator.name().toLowerCase(java.util.Locale.ROOT), RuleTypes.OBJECT, 2), left, right);
        };
    }

    private static boolean isCondition(Expr expr) {
        return expr instanceof Expr.Not || expr instanceof Expr.InstanceOf || expr instanceof Expr.Binary binary && binary.operator().isCondition();
    }

    /** Any expression as a primitive boolean, by Groovy's truth where it is no condition. */
    public io.quarkus.gizmo2.Expr condition(BlockCreator block, Expr expr, MethodContext context) {
        io.quarkus.gizmo2.Expr truth;
        if (expr instanceof Expr.Not not) {
            truth = block.logicalNot(condition(block, not.operand(), context));
        } else if (expr instanceof Expr.InstanceOf test) {
            truth = block.invokeStatic(INSTANCE_OF, value(block, test.value(), context), Const.of(test.className()));
        } else if (expr instanceof Expr.Binary binary && binary.operator().isCondition()) {
            truth = compare(block, binary, context);
        } else if (expr instanceof Expr.Constant constant && constant.value() instanceof Boolean known) {
            return Const.of((boolean) known);
        } else {
            truth = block.invokeStatic(TRUTH, value(block, expr, context));
        }
        return block.localVar("truth", ConstantDescs.CD_boolean, truth);
    }

    private io.quarkus.gizmo2.Expr compare(BlockCreator block, Expr.Binary binary, MethodContext context) {
        if (binary.operator() == Operator.AND) {
            return block.logicalAnd(condition(block, binary.left(), context), right -> right.yield(condition(right, binary.right(), context)));
        }
        if (binary.operator() == Operator.OR) {
            return block.logicalOr(condition(block, binary.left(), context), right -> right.yield(condition(right, binary.right(), context)));
        }
        var left = value(block, binary.left(), context);
        var right = value(block, binary.right(), context);
        return switch (binary.operator()) {
            case NOT_EQUAL -> block.logicalNot(test(block, "equal", left, right));
            case NOT_IN -> block.logicalNot(test(block, "in", left, right));
            case NOT_IDENTICAL -> block.logicalNot(test(block, "identical", left, right));
            case LESS_EQUAL -> test(block, "lessEqual", left, right);
            case GREATER_EQUAL -> test(block, "greaterEqual", left, right);
            default -> test(block, binary.operator().name().toLowerCase(java.util.Locale.ROOT), left, right);
        };
    }

    private static io.quarkus.gizmo2.Expr test(BlockCreator block, String operator, io.quarkus.gizmo2.Expr left, io.quarkus.gizmo2.Expr right) {
        return block.invokeStatic(RuleTypes.op(operator, ConstantDescs.CD_boolean, 2), left, right);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.classgen.asm.BytecodeHelper;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.ir.ValueType;
import io.skyquark.oap.server.rule.RuleOps;

/** Method calls, properties and what is reached through a class. */
public final class CallLowering {

    private static final Set<String> REFLECTION = Set.of("class", "getClass", "metaClass", "getMetaClass", "getProperty", "setProperty", "invokeMethod");

    private final Lowering lowering;

    CallLowering(Lowering lowering) {
        this.lowering = lowering;
    }

    /** The arguments of a call as they stand. */
    public static List<Expression> arguments(Expression arguments) {
        return arguments instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(arguments);
    }

    Expr call(MethodCallExpression call, Position at) {
        var place = call.getMethod().getLineNumber() > 0 ? lowering.at(call.getMethod()) : at;
        if (!(call.getMethod() instanceof ConstantExpression) || call.getMethodAsString() == null) {
            return lowering.construct(place, "the name of a called method must be written out", "");
        }
        if (call.isImplicitThis()) {
            return lowering.dialect().freeCall(call, lowering, place);
        }
        var name = call.getMethodAsString();
        var receivers = lowering.dialect().receivers();
        var receiver = call.getObjectExpression();
        if (receivers != null && !receivers.contains(receiver.getType().getName())) {
            return refuseReceiver(receiver, name, place);
        }
        if (receiver instanceof ClassExpression type) {
            return staticCall(type.getType(), name, arguments(call.getArguments()), place);
        }
        var target = lowering.expression(receiver);
        if (target == Lowering.BROKEN) {
            lowering.dialect().brokenCall(name, arguments(call.getArguments()), lowering, place);
            return target;
        }
        if (target.type() == ValueType.FAMILY) {
            return call.isSpreadSafe() ? lowering.construct(place, "a sample family is no list to spread with *.", "write a dot")
                : lowering.dialect().familyCall(target, name, arguments(call.getArguments()), lowering, place);
        }
        var arguments = new ExpressionLowering(lowering).all(arguments(call.getArguments()));
        if (arguments.stream().anyMatch(argument -> argument == Lowering.BROKEN)) {
            return Lowering.BROKEN;
        }
        if (arguments.stream().anyMatch(argument -> argument.type() == ValueType.FAMILY)) {
            return lowering.construct(place, "a sample family is no argument of '" + name + "'", "");
        }
        var special = lowering.dialect().call(call, target, arguments, place);
        if (special != null) {
            return special;
        }
        var known = methods(target.type());
        if (REFLECTION.contains(name) || !known.contains(name)) {
            boolean none = target instanceof Expr.Constant constant && constant.value() == null;
            var hint = Nearest.hint(name, known);
            return lowering.problem("RULE_METHOD", place, none ? "'" + name + "' is called on null" : Words.a(target) + " has no method '" + name + "'",
                none || hint.isEmpty() ? lowering.dialect().methodHint(name) : hint);
        }
        return new Expr.Call(lowering.dialect().receiver(call, target), name, arguments, call.isSafe(), call.isSpreadSafe(), ValueType.ANY, place);
    }

    /** Upstream's configuration of the Groovy compiler looks at types as they are written, which those of most values are not. */
    private Expr refuseReceiver(Expression receiver, String name, Position at) {
        var type = receiver.getType().getNameWithoutPackage();
        if (receiver instanceof ClassExpression) {
            return lowering.problem("RULE_CLASS", at, "rules cannot call '" + name + "' of the class " + type, "classes are " + simpleNames());
        }
        if (receiver instanceof ConstantExpression && name.equals("call")) {
            return lowering.construct(at, "'" + ExpressionLowering.clip(receiver.getText()) + "' is called as a function",
                "an operator or a comma is missing behind it, or a name begins with a digit");
        }
        return lowering.problem("RULE_RECEIVER", at, "'" + name + "' is called on a " + type
            + ", but rules of this kind call methods only on values of no written type",
            receiver instanceof VariableExpression variable ? "declare it without a type: def " + variable.getName() + " = ..."
                : "put it into a variable: def value = ...; value." + name + "(...)");
    }

    private static Set<String> methods(ValueType type) {
        return switch (type) {
            case STRING, TEXT -> RuleOps.methods("STRING");
            case INTEGER, LONG, FLOAT, DOUBLE, DECIMAL, NUMBER -> RuleOps.methods("NUMBER");
            case LIST, MAP, ARRAY, BOOLEAN, MATCHER, PATTERN, ENUM -> RuleOps.methods(type.name());
            default -> RuleOps.methods();
        };
    }

    Expr staticCall(StaticMethodCallExpression call, Position at) {
        return staticCall(call.getOwnerType(), call.getMethod(), arguments(call.getArguments()), at);
    }

    private Expr staticCall(ClassNode type, String name, List<Expression> arguments, Position at) {
        if (!lowering.dialect().classes().contains(type.getName())) {
            return lowering.problem("RULE_CLASS", at, "rules cannot use the class " + type.getNameWithoutPackage(),
                "classes are " + simpleNames());
        }
        var lowered = new ExpressionLowering(lowering).all(arguments);
        if (lowered.contains(Lowering.BROKEN)) {
            return Lowering.BROKEN;
        }
        var named = type.getMethods(name).stream().filter(method -> method.isStatic() && method.isPublic()).toList();
        var fitting = named.stream().filter(method -> method.getParameters().length == lowered.size()).toList();
        if (named.isEmpty()) {
            var all = new TreeSet<String>();
            type.getMethods().stream().filter(method -> method.isStatic() && method.isPublic()).map(MethodNode::getName).forEach(all::add);
            return lowering.problem("RULE_METHOD", at, type.getNameWithoutPackage() + " has no function '" + name + "'",
                Nearest.hintOrAll(name, all, "functions"));
        }
        if (fitting.size() != 1) {
            return lowering.problem("RULE_ARGUMENTS", at, type.getNameWithoutPackage() + "." + name + " takes " + named.get(0).getParameters().length
                + " arguments, but is called with " + lowered.size(), "");
        }
        var method = fitting.get(0);
        for (int i = 0; i < lowered.size(); i++) {
            var parameter = Types.of(method.getParameters()[i].getType());
            var given = lowered.get(i);
            boolean text = given.type() == ValueType.STRING || given.type() == ValueType.TEXT;
            if (given.type() != ValueType.ANY && given.type() != parameter && !(text && parameter == ValueType.STRING)) {
                return lowering.problem("RULE_ARGUMENTS", at, "argument " + (i + 1) + " of " + type.getNameWithoutPackage() + "." + name + " is "
                    + Words.a(given), "");
            }
        }
        return new Expr.StaticCall(type.getName(), name, BytecodeHelper.getMethodDescriptor(method), lowered, result(method.getReturnType()), at);
    }

    private static ValueType result(ClassNode type) {
        return type.isEnum() ? ValueType.ENUM : Types.of(type);
    }

    private String simpleNames() {
        return String.join(", ", lowering.dialect().classes().stream().map(name -> name.substring(name.lastIndexOf('.') + 1)).toList());
    }

    Expr property(PropertyExpression property, Position at) {
        var name = property.getPropertyAsString();
        if (name == null) {
            return dynamic(property, at);
        }
        var place = property.getProperty().getLineNumber() > 0 ? lowering.at(property.getProperty()) : at;
        if (property.getObjectExpression() instanceof ClassExpression type) {
            return constant(type.getType(), name, place);
        }
        var target = lowering.expression(property.getObjectExpression());
        if (target == Lowering.BROKEN) {
            return target;
        }
        if (target.type() == ValueType.FAMILY) {
            return lowering.dialect().familyProperty(target, name, lowering, place);
        }
        if (REFLECTION.contains(name)) {
            return lowering.construct(place, "'" + name + "' is not a property that rules can read", "");
        }
        var special = lowering.dialect().property(property, target, lowering, place);
        return special != null ? special : new Expr.Property(target, name, property.isSafe(), property.isSpreadSafe(), place);
    }

    /** {@code map."${name}"}: the property of a computed name, which is always a text. */
    private Expr dynamic(PropertyExpression property, Position at) {
        var target = lowering.expression(property.getObjectExpression());
        var name = lowering.expression(property.getProperty());
        if (target == Lowering.BROKEN || name == Lowering.BROKEN) {
            return Lowering.BROKEN;
        }
        if (target.type() != ValueType.MAP) {
            return lowering.construct(at, "a computed name picks a value of a map only", "");
        }
        return new Expr.Index(target, new Expr.Call(name, "toString", List.of(), false, false, ValueType.STRING, at), property.isSafe(), at);
    }

    private Expr constant(ClassNode type, String name, Position at) {
        if (!lowering.dialect().classes().contains(type.getName())) {
            return lowering.problem("RULE_CLASS", at, "rules cannot use the class " + type.getNameWithoutPackage(), "classes are " + simpleNames());
        }
        var field = type.getField(name);
        if (!type.isEnum() || field == null || !field.isEnum()) {
            var constants = new TreeSet<String>();
            type.getFields().stream().filter(FieldNode::isEnum).map(FieldNode::getName).forEach(constants::add);
            return lowering.problem("RULE_CONSTANT", at, type.getNameWithoutPackage() + " has no constant '" + name + "'", Nearest.hint(name, constants));
        }
        return new Expr.EnumConstant(type.getName(), name, at);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.skywalking.oap.log.analyzer.dsl.Binding;
import org.apache.skywalking.oap.meter.analyzer.dsl.registry.ProcessRegistry;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.classgen.asm.BytecodeHelper;
import org.codehaus.groovy.transform.stc.ExtensionMethodNode;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;

import com.google.protobuf.MessageOrBuilder;

import io.skyquark.oap.deployment.rule.front.CallLowering;
import io.skyquark.oap.deployment.rule.front.Dialect;
import io.skyquark.oap.deployment.rule.front.Lowering;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.exchange.Position;
import io.skyquark.oap.deployment.rule.ir.ValueType;

/**
 * What names and calls mean in a LAL script whose types Groovy has checked: a call without a receiver is a method of the specification that its block, or one
 * around it, has as delegate; a free name is a variable of the log that is being analyzed.
 */
final class LalDialect implements Dialect {

    /** Variables that upstream binds to a log. */
    static final List<String> NAMES = List.of(Binding.KEY_LOG, Binding.KEY_PARSED, Binding.KEY_SAVE, Binding.KEY_ABORT, Binding.KEY_METRICS_CONTAINER,
        Binding.KEY_LOG_CONTAINER, Binding.KEY_DATABASE_SLOW_STATEMENT, Binding.KEY_SAMPLED_TRACE);

    private static final ClassNode MESSAGE = ClassHelper.make(MessageOrBuilder.class);

    private final LalGroups groups = new LalGroups();
    /** Depth of a closure to the class of its delegate; a closure that is no block is not there. */
    private final Map<Integer, Class<?>> delegates = new HashMap<>(Map.of(0, LalBlocks.FILTER));

    LalGroups groups() {
        return groups;
    }

    @Override
    public List<String> classes() {
        return List.of(ProcessRegistry.class.getName());
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public Expr freeName(String name, Lowering lowering, Position at) {
        if (name.equals("it")) {
            // The blocks of a script have this parameter, and nobody gives it a value.
            return new Expr.Constant(null, ValueType.ANY, at);
        }
        if (!NAMES.contains(name)) {
            return null;
        }
        int blocks = 0;
        while (!isSpec(lowering.closureDepth() - blocks)) {
            blocks++;
        }
        return new Expr.SpecCall(blocks, LalBlocks.SPEC.getName(), "propertyMissing", "(Ljava/lang/String;)Ljava/lang/Object;",
            List.of(new Expr.Constant(name, ValueType.STRING, at)), ValueType.ANY, at);
    }

    private boolean isSpec(int depth) {
        return LalBlocks.SPEC.isAssignableFrom(delegates.getOrDefault(depth, Object.class));
    }

    @Override
    public Expr property(PropertyExpression property, Expr target, Lowering lowering, Position at) {
        if (target instanceof Expr.SpecCall call && call.method().equals("propertyMissing")
            && call.arguments().get(0) instanceof Expr.Constant name && name.value().equals(Binding.KEY_PARSED)) {
            groups.read(property.getPropertyAsString(), at);
        }
        return property.isSafe() || property.isSpreadSafe() ? null : getter(property, target, at);
    }

    /** Of the log itself Groovy's type check knows the classes, so its fields are read without a look-up. */
    private static Expr getter(PropertyExpression property, Expr target, Position at) {
        ClassNode owner = property.getObjectExpression().getNodeMetaData(StaticTypesMarker.INFERRED_TYPE);
        if (owner == null || !owner.implementsInterface(MESSAGE)) {
            return null;
        }
        var name = property.getPropertyAsString();
        var getter = owner.getGetterMethod("get" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
        boolean plain = getter != null && getter.isPublic() && getter.getParameters().length == 0 && getter.getReturnType().getName().indexOf('$') < 0;
        return plain ? new Expr.Getter(target, owner.getName(), getter.getName(), BytecodeHelper.getMethodDescriptor(getter), at) : null;
    }

    @Override
    public Expr receiver(MethodCallExpression call, Expr target) {
        MethodNode method = call.getNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET);
        boolean ofGroovy = method == null || method instanceof ExtensionMethodNode;
        boolean checked = ofGroovy || call.isSafe() || target.type() == ValueType.FUNCTION || target instanceof Expr.Constant || target == Lowering.BROKEN;
        return checked ? target : new Expr.StaticCall("java.util.Objects", "requireNonNull", "(Ljava/lang/Object;)Ljava/lang/Object;", List.of(target),
            ValueType.ANY, target.at());
    }

    /** To a variable of type String Groovy adds the text of anything, also where the variable is null. */
    @Override
    public Expr plus(Expr left, Expr right, Position at) {
        return left.type() != ValueType.STRING ? null
            : new Expr.Cast(new Expr.Text(List.of("", "", ""), List.of(left, right), at), "java.lang.String", true, ValueType.STRING, at);
    }

    @Override
    public Expr call(MethodCallExpression call, Expr target, List<Expr> arguments, Position at) {
        MethodNode method = call.getNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET);
        if (method == null || call.isSpreadSafe()) {
            return null;
        }
        var owner = method.getDeclaringClass();
        if (owner.implementsInterface(MESSAGE) || owner.equals(ClassHelper.CLOSURE_TYPE)) {
            return new Expr.Call(receiver(call, target), method.getName(), arguments, call.isSafe(), false, ValueType.ANY, at);
        }
        var parameters = method.getParameters();
        if (!owner.getName().startsWith("org.apache.skywalking.oap.") || parameters.length != arguments.size()) {
            return null;
        }
        List<Expr> converted = new ArrayList<>();
        for (int i = 0; i < parameters.length; i++) {
            converted.add(converted(arguments.get(i), parameters[i].getType()));
        }
        return new Expr.MemberCall(target, owner.getName(), method.getName(), descriptor(method), converted, at);
    }

    @Override
    public Expr freeCall(MethodCallExpression call, Lowering lowering, Position at) {
        var function = lowering.find(call.getMethodAsString());
        if (function != null) {
            var given = CallLowering.arguments(call.getArguments()).stream().map(lowering::expression).toList();
            return new Expr.Call(new Expr.Variable(function, at), "call", given, false, false, ValueType.ANY, at);
        }
        MethodNode method = call.getNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET);
        String receiver = call.getNodeMetaData(StaticTypesMarker.IMPLICIT_RECEIVER);
        if (method == null || receiver == null || !receiver.endsWith("delegate") || method instanceof ExtensionMethodNode) {
            return lowering.problem("LAL_STATEMENT", at, "'" + call.getMethodAsString() + "' is not a statement of LAL", "");
        }
        int blocks = receiver.split("owner", -1).length - 1;
        var owner = delegates.getOrDefault(lowering.closureDepth() - blocks, LalBlocks.SPEC);
        List<Expr> arguments = new ArrayList<>();
        var parameters = method.getParameters();
        var given = CallLowering.arguments(call.getArguments());
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i) instanceof ClosureExpression closure) {
                arguments.add(block(closure, LalBlocks.delegate(owner, method.getName()), lowering));
            } else if (given.get(i) instanceof MapExpression named) {
                arguments.add(lowering.expression(named));
            } else {
                arguments.add(converted(lowering.expression(given.get(i)), parameters[Math.min(i, parameters.length - 1)].getType()));
            }
        }
        if (arguments.size() != parameters.length) {
            return lowering.problem("LAL_ARGUMENT", at, "'" + method.getName() + "' takes " + parameters.length + " arguments, but gets " + arguments.size(), "");
        }
        watch(method, arguments, lowering);
        return new Expr.SpecCall(blocks, method.getDeclaringClass().getName(), method.getName(), descriptor(method), arguments, result(method), at);
    }

    private Expr block(ClosureExpression closure, Class<?> delegate, Lowering lowering) {
        int depth = lowering.closureDepth() + 1;
        if (delegate == null) {
            delegates.remove(depth);
        } else {
            delegates.put(depth, delegate);
        }
        try {
            return lowering.closure(closure);
        } finally {
            delegates.remove(depth);
        }
    }

    /** Groovy casts an argument to the type of the parameter as it does the value of a declaration. */
    private static Expr converted(Expr value, ClassNode type) {
        var wrapper = ClassHelper.getWrapper(type).getName();
        return switch (wrapper) {
            case "java.lang.String" -> value.type() == ValueType.STRING ? value : new Expr.Cast(value, wrapper, true, ValueType.STRING, value.at());
            case "java.lang.Long" -> value.type() == ValueType.LONG ? value : new Expr.Cast(value, name(type), true, ValueType.LONG, value.at());
            case "java.lang.Integer" -> value.type() == ValueType.INTEGER ? value : new Expr.Cast(value, name(type), true, ValueType.INTEGER, value.at());
            case "java.lang.Double" -> value.type() == ValueType.DOUBLE ? value : new Expr.Cast(value, name(type), true, ValueType.DOUBLE, value.at());
            case "java.lang.Boolean" -> value.type() == ValueType.BOOLEAN ? value : new Expr.Cast(value, name(type), true, ValueType.BOOLEAN, value.at());
            default -> value;
        };
    }

    private static String name(ClassNode type) {
        return type.getName();
    }

    private void watch(MethodNode method, List<Expr> arguments, Lowering lowering) {
        switch (method.getName()) {
            case "regexp" -> groups.regexp(arguments.get(0), lowering);
            case "json", "yaml", "abortOnFailure" -> groups.otherSource();
            default -> {
            }
        }
    }

    /** The generated code meets the class after the hooks have changed it. */
    private static String descriptor(MethodNode method) {
        return BytecodeHelper.getMethodDescriptor(method).replace("Lgroovy/lang/Closure;", "Lio/skyquark/oap/server/rule/RuleClosure;")
            .replace("Lgroovy/lang/GString;", "Lio/skyquark/oap/server/rule/RuleText;");
    }

    private static ValueType result(MethodNode method) {
        return switch (method.getReturnType().getName()) {
            case "void" -> ValueType.VOID;
            case "java.lang.String" -> ValueType.STRING;
            case "boolean" -> ValueType.BOOLEAN;
            default -> ValueType.ANY;
        };
    }
}

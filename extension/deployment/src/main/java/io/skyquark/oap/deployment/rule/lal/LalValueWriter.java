// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.desc.ClassMethodDesc;
import io.quarkus.gizmo2.desc.MethodDesc;
import io.skyquark.oap.deployment.rule.gen.ClassConstants;
import io.skyquark.oap.deployment.rule.gen.ClosureWriter;
import io.skyquark.oap.deployment.rule.gen.MethodContext;
import io.skyquark.oap.deployment.rule.gen.RuleTypes;
import io.skyquark.oap.deployment.rule.gen.ValueWriter;
import io.skyquark.oap.deployment.rule.ir.Expr;

/** Writes the statements of LAL: calls of the specifications that blocks have as delegates. */
final class LalValueWriter extends ValueWriter {

    static final ClassDesc FILTER = ClassDesc.of("org.apache.skywalking.oap.log.analyzer.dsl.spec.filter.FilterSpec");
    private static final MethodDesc OWNER = ClassMethodDesc.of(RuleTypes.COMPILED_CLOSURE, "owner", RuleTypes.COMPILED_CLOSURE);
    private static final MethodDesc DELEGATE = ClassMethodDesc.of(RuleTypes.COMPILED_CLOSURE, "getDelegate", RuleTypes.OBJECT);

    LalValueWriter(ClosureWriter closures, ClassConstants constants) {
        super(closures, constants);
    }

    @Override
    protected io.quarkus.gizmo2.Expr special(BlockCreator block, Expr expr, MethodContext context) {
        if (expr instanceof Expr.SpecCall call) {
            var owner = ClassDesc.of(call.className());
            return invoke(block, owner, call.method(), call.descriptor(), receiver(block, call, context, owner), call.arguments(), context);
        }
        if (expr instanceof Expr.MemberCall call) {
            var owner = ClassDesc.of(call.className());
            return invoke(block, owner, call.method(), call.descriptor(), block.cast(value(block, call.target(), context), owner), call.arguments(), context);
        }
        return super.special(block, expr, context);
    }

    /** {@code ((ExtractorSpec) self.owner().getDelegate()).service((String) RuleOps.cast(...))}. */
    private io.quarkus.gizmo2.Expr invoke(BlockCreator block, ClassDesc owner, String method, String descriptor, io.quarkus.gizmo2.Expr receiver,
                                          List<Expr> given, MethodContext context) {
        var type = MethodTypeDesc.ofDescriptor(descriptor);
        var target = block.localVar("spec", owner, receiver);
        List<io.quarkus.gizmo2.Expr> arguments = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            arguments.add(argument(block, value(block, given.get(i), context), type.parameterType(i)));
        }
        var result = block.invokeVirtual(ClassMethodDesc.of(owner, method, type), target, arguments);
        if (type.returnType().equals(ConstantDescs.CD_void)) {
            return Const.ofNull(RuleTypes.OBJECT);
        }
        return type.returnType().isPrimitive() ? block.box(result) : result;
    }

    private static io.quarkus.gizmo2.Expr receiver(BlockCreator block, Expr.SpecCall call, MethodContext context, ClassDesc owner) {
        if (call.blocks() == 0 && context.input() != null) {
            return context.input();
        }
        io.quarkus.gizmo2.Expr closure = context.self();
        for (int i = 0; i < call.blocks(); i++) {
            closure = block.localVar("block", RuleTypes.COMPILED_CLOSURE, block.invokeVirtual(OWNER, closure));
        }
        return block.cast(block.invokeVirtual(DELEGATE, closure), owner);
    }

    /** The IR says where a value is converted; here it only gets its type. */
    private static io.quarkus.gizmo2.Expr argument(BlockCreator block, io.quarkus.gizmo2.Expr value, ClassDesc to) {
        if (to.equals(RuleTypes.OBJECT)) {
            return value;
        }
        if (!to.isPrimitive()) {
            return block.localVar("argument", to, block.cast(value, to));
        }
        var wrapper = ClassDesc.of("java.lang." + switch (to.descriptorString()) {
            case "I" -> "Integer";
            case "J" -> "Long";
            case "D" -> "Double";
            default -> "Boolean";
        });
        return block.localVar("argument", to, block.unbox(block.localVar("boxed", wrapper, block.cast(value, wrapper))));
    }
}

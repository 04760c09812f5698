// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Interpreter;

/** Follows values through a method; declared types are kept as they are written, no class is loaded. */
final class OriginInterpreter extends Interpreter<Origin> implements Opcodes {

    private final TypeArguments arguments;
    private final Map<Integer, Set<String>> variables;

    /** @param arguments of members, whose classes count as types of the values that are read from them */
    OriginInterpreter(TypeArguments arguments, MethodNode method) {
        super(ASM9);
        this.arguments = arguments;
        this.variables = TypeArguments.ofVariables(method);
    }

    @Override
    public Origin newValue(Type type) {
        if (type == null) {
            return Origin.ONE;
        }
        if (type.getSort() == Type.VOID) {
            return null;
        }
        var element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            return Origin.typed(element.getClassName());
        }
        return type.getSize() == 2 ? Origin.TWO : Origin.ONE;
    }

    @Override
    public Origin newParameterValue(boolean isInstanceMethod, int local, Type type) {
        return newValue(type).parameter(local);
    }

    @Override
    public Origin newOperation(AbstractInsnNode instruction) throws AnalyzerException {
        switch (instruction.getOpcode()) {
            case LCONST_0, LCONST_1, DCONST_0, DCONST_1:
                return Origin.TWO;
            case LDC:
                var constant = ((LdcInsnNode) instruction).cst;
                if (constant instanceof Type type && type.getSort() == Type.OBJECT) {
                    return Origin.constant(type.getClassName());
                }
                return constant instanceof Long || constant instanceof Double ? Origin.TWO : Origin.ONE;
            case GETSTATIC:
                return field((FieldInsnNode) instruction);
            case NEW:
                return newValue(Type.getObjectType(((TypeInsnNode) instruction).desc));
            default:
                return Origin.ONE;
        }
    }

    @Override
    public Origin copyOperation(AbstractInsnNode instruction, Origin value) {
        return instruction.getOpcode() == ALOAD ? value.with(variables.getOrDefault(((VarInsnNode) instruction).var, Set.of())) : value;
    }

    private Origin field(FieldInsnNode access) {
        return newValue(Type.getType(access.desc)).with(arguments.of(access));
    }

    @Override
    public Origin unaryOperation(AbstractInsnNode instruction, Origin value) {
        switch (instruction.getOpcode()) {
            case CHECKCAST:
                // A cast of a parameter keeps what callers pass in sight.
                return newValue(Type.getObjectType(((TypeInsnNode) instruction).desc)).or(new Origin(1, Set.of(), value.constants(), value.parameters()));
            case GETFIELD:
                return field((FieldInsnNode) instruction);
            case LNEG, DNEG, I2L, I2D, L2D, F2L, F2D, D2L:
                return Origin.TWO;
            default:
                return Origin.ONE;
        }
    }

    @Override
    public Origin binaryOperation(AbstractInsnNode instruction, Origin first, Origin second) {
        switch (instruction.getOpcode()) {
            case LALOAD, DALOAD, LADD, DADD, LSUB, DSUB, LMUL, DMUL, LDIV, DDIV, LREM, DREM, LSHL, LSHR, LUSHR, LAND, LOR, LXOR:
                return Origin.TWO;
            case AALOAD:
                return new Origin(1, first.types(), Set.of(), Set.of());
            default:
                return Origin.ONE;
        }
    }

    @Override
    public Origin ternaryOperation(AbstractInsnNode instruction, Origin first, Origin second, Origin third) {
        return null;
    }

    @Override
    public Origin naryOperation(AbstractInsnNode instruction, List<? extends Origin> values) {
        if (instruction.getOpcode() == MULTIANEWARRAY) {
            return Origin.ONE;
        }
        if (instruction instanceof InvokeDynamicInsnNode dynamic) {
            return newValue(Type.getReturnType(dynamic.desc));
        }
        var call = (MethodInsnNode) instruction;
        var returned = newValue(Type.getReturnType(call.desc));
        return returned == null ? null : returned.with(arguments.of(call));
    }

    @Override
    public void returnOperation(AbstractInsnNode instruction, Origin value, Origin expected) {
        // What a method returns is told by its descriptor.
    }

    @Override
    public Origin merge(Origin one, Origin other) {
        return one.or(other);
    }
}

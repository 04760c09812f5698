// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import io.skyquark.oap.deployment.nativeimage.ClassOutline.Method;
import io.skyquark.oap.deployment.nativeimage.ClassOutline.Use;
import io.skyquark.oap.deployment.nativeimage.ClassOutline.UseKind;

/** Reads the outline of a class file. */
final class ClassOutlineReader extends ClassVisitor implements Opcodes {

    private final Map<String, Method> methods = new HashMap<>();
    private ClassOutline outline;

    private ClassOutlineReader() {
        super(ASM9);
    }

    static ClassOutline withCode(byte[] classFile) {
        return read(classFile, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    /** Without what the methods use. */
    static ClassOutline withoutCode(byte[] classFile) {
        return read(classFile, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES | ClassReader.SKIP_CODE);
    }

    private static ClassOutline read(byte[] classFile, int options) {
        var reader = new ClassOutlineReader();
        new ClassReader(classFile).accept(reader, options);
        return reader.outline;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        outline = new ClassOutline(name, access, parent, List.of(interfaces), methods);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        Set<Use> uses = new LinkedHashSet<>();
        return new CodeReader(uses) {
            @Override
            public void visitEnd() {
                methods.put(name + descriptor, new Method(access, List.copyOf(uses)));
            }
        };
    }

    private static class CodeReader extends MethodVisitor {

        private final Set<Use> uses;

        CodeReader(Set<Use> uses) {
            super(ASM9);
            this.uses = uses;
        }

        private void add(UseKind kind, String owner, String member) {
            if (owner.startsWith("[")) {
                var element = Type.getObjectType(owner).getElementType();
                if (element.getSort() == Type.OBJECT) {
                    uses.add(new Use(UseKind.MENTION, element.getInternalName(), ""));
                }
            } else {
                uses.add(new Use(kind, owner, member));
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            add(opcode == NEW ? UseKind.CREATION : UseKind.MENTION, type, "");
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            add(UseKind.MENTION, descriptor, "");
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            add(opcode == GETSTATIC || opcode == PUTSTATIC ? UseKind.STATIC : UseKind.MENTION, owner, name);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            add(switch (opcode) {
                case INVOKESTATIC -> UseKind.STATIC;
                case INVOKESPECIAL -> UseKind.DIRECT_CALL;
                default -> UseKind.VIRTUAL_CALL;
            }, owner, name + descriptor);
        }

        @Override
        public void visitLdcInsn(Object value) {
            addConstant(value);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            // The image builder links what the JDK's own bootstrap methods make of an instruction; a call of one of them would run it.
            if (!bootstrap.getOwner().startsWith("java/lang/")) {
                addConstant(bootstrap);
            }
            for (var argument : arguments) {
                addConstant(argument);
            }
        }

        private void addConstant(Object value) {
            if (value instanceof Type type && (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY)) {
                add(UseKind.CONSTANT, type.getInternalName(), "");
            } else if (value instanceof Handle handle) {
                addHandle(handle);
            } else if (value instanceof ConstantDynamic dynamic) {
                addConstant(dynamic.getBootstrapMethod());
                for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                    addConstant(dynamic.getBootstrapMethodArgument(i));
                }
            }
        }

        private void addHandle(Handle handle) {
            var member = handle.getName() + handle.getDesc();
            switch (handle.getTag()) {
                case H_INVOKEVIRTUAL, H_INVOKEINTERFACE -> add(UseKind.VIRTUAL_CALL, handle.getOwner(), member);
                case H_INVOKESTATIC, H_GETSTATIC, H_PUTSTATIC -> add(UseKind.STATIC, handle.getOwner(), member);
                case H_INVOKESPECIAL -> add(UseKind.DIRECT_CALL, handle.getOwner(), member);
                case H_NEWINVOKESPECIAL -> {
                    add(UseKind.CREATION, handle.getOwner(), "");
                    add(UseKind.DIRECT_CALL, handle.getOwner(), member);
                }
                default -> add(UseKind.MENTION, handle.getOwner(), handle.getName());
            }
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if (type != null) {
                add(UseKind.MENTION, type, "");
            }
        }
    }
}

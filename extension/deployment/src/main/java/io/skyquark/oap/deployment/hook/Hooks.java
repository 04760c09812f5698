// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.hook;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.NEW;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/**
 * The kinds of hook, in order of preference: let a class use a same-shaped type of ours, let one method delegate to ours, open private fields.
 * Class names are Java names with dots.
 */
public final class Hooks {

    private Hooks() {
    }

    /** Every mention of {@code from} in the class becomes {@code to}; a site is one mention in an instruction, a signature or a descriptor. */
    public static UpstreamHookBuildItem remap(String className, String from, String to, int sites, String reason) {
        var internalFrom = from.replace('.', '/');
        var internalTo = to.replace('.', '/');
        return new UpstreamHookBuildItem(className, from + " -> " + to, sites, reason, (visitor, counter) -> new ClassRemapper(visitor, new Remapper(ASM9) {
            @Override
            public String map(String internalName) {
                if (!internalName.equals(internalFrom)) {
                    return internalName;
                }
                counter.hit();
                return internalTo;
            }
        }));
    }

    /**
     * Where the class creates an object, it creates one of a subclass with the same constructor. A site is one instruction; there are two for an object.
     */
    public static UpstreamHookBuildItem create(String className, String type, String subclass, int sites, String reason) {
        var internalType = type.replace('.', '/');
        var internalSubclass = subclass.replace('.', '/');
        return instructions(className, "new " + type + " -> new " + subclass, sites, reason, (downstream, counter) -> new MethodVisitor(ASM9, downstream) {
            @Override
            public void visitTypeInsn(int opcode, String created) {
                super.visitTypeInsn(opcode, hit(opcode == NEW && created.equals(internalType)) ? internalSubclass : created);
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String called, String calledDescriptor, boolean isInterface) {
                boolean hit = hit(opcode == INVOKESPECIAL && owner.equals(internalType) && called.equals("<init>"));
                super.visitMethodInsn(opcode, hit ? internalSubclass : owner, called, calledDescriptor, isInterface);
            }

            private boolean hit(boolean hit) {
                if (hit) {
                    counter.hit();
                }
                return hit;
            }
        });
    }

    /**
     * The body of a method becomes a call of a public static method of ours with the same name. It takes the receiver (unless the method is static)
     * and the method's own parameters, each type as upstream declares it, and returns the same type. One site.
     */
    public static UpstreamHookBuildItem delegate(String className, String method, String descriptor, String to, String reason) {
        return body(className, method, descriptor, method + " -> " + to + "." + method, reason, (out, access) -> {
            boolean isStatic = (access & ACC_STATIC) != 0;
            var target = isStatic ? descriptor : "(L" + className.replace('.', '/') + ";" + descriptor.substring(1);
            passAll(out, target, 0);
            out.visitMethodInsn(INVOKESTATIC, to.replace('.', '/'), method, target, false);
        });
    }

    /**
     * The body of a method becomes a call of the method of the same name, parameters and result of the object that a field holds. One site.
     *
     * @param type of the field, after a remapping of it
     */
    public static UpstreamHookBuildItem forward(String className, String method, String descriptor, String field, String type, String reason) {
        var internalType = type.replace('.', '/');
        return body(className, method, descriptor, method + " -> " + field + "." + method, reason, (out, access) -> {
            out.visitVarInsn(ALOAD, 0);
            out.visitFieldInsn(GETFIELD, className.replace('.', '/'), field, "L" + internalType + ";");
            passAll(out, descriptor, 1);
            out.visitMethodInsn(INVOKEVIRTUAL, internalType, method, descriptor, false);
        });
    }

    static void passAll(MethodVisitor out, String descriptor, int firstSlot) {
        int slot = firstSlot;
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            out.visitVarInsn(argument.getOpcode(ILOAD), slot);
            slot += argument.getSize();
        }
    }

    /** A method without a result does nothing any more; one site. */
    public static UpstreamHookBuildItem doNothing(String className, String method, String descriptor, String reason) {
        return body(className, method, descriptor, "nothing in " + method, reason, (out, access) -> {
        });
    }

    /** Writes what a method does instead, up to the result that it returns. */
    private interface BodyWriter {

        void write(MethodVisitor out, int access);
    }

    private static UpstreamHookBuildItem body(String className, String method, String descriptor, String change, String reason, BodyWriter writer) {
        return new UpstreamHookBuildItem(className, change, 1, reason, (visitor, counter) -> new ClassVisitor(ASM9, visitor) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String desc, String signature, String[] exceptions) {
                var out = super.visitMethod(access, name, desc, signature, exceptions);
                if (!name.equals(method) || !desc.equals(descriptor)) {
                    return out;
                }
                counter.hit();
                out.visitCode();
                writer.write(out, access);
                out.visitInsn(Type.getReturnType(descriptor).getOpcode(IRETURN));
                out.visitMaxs(0, 0);
                out.visitEnd();
                return null;
            }
        });
    }

    /** Private and final fields become public and assignable; a site is one of the named fields. */
    public static UpstreamHookBuildItem openFields(String className, List<String> fields, String reason) {
        return LiveHooks.fields(className, "open " + String.join(", ", fields), fields, 0, reason);
    }

    /** A method becomes public; one site. */
    public static UpstreamHookBuildItem openMethod(String className, String method, String descriptor, String reason) {
        return new UpstreamHookBuildItem(className, "open " + method, 1, reason, (visitor, counter) -> new ClassVisitor(ASM9, visitor) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String desc, String signature, String[] exceptions) {
                if (!name.equals(method) || !desc.equals(descriptor)) {
                    return super.visitMethod(access, name, desc, signature, exceptions);
                }
                counter.hit();
                return super.visitMethod(access & ~(ACC_PRIVATE | ACC_PROTECTED) | ACC_PUBLIC, name, desc, signature, exceptions);
            }
        });
    }

    /** A text constant becomes another one within a method; a site is one instruction. */
    public static UpstreamHookBuildItem constant(String className, String method, String from, String to, int sites, String reason) {
        var change = '"' + from + "\" -> \"" + to + "\" in " + method;
        return new UpstreamHookBuildItem(className, change, sites, reason, (visitor, counter) -> new ClassVisitor(ASM9, visitor) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String desc, String signature, String[] exceptions) {
                var downstream = super.visitMethod(access, name, desc, signature, exceptions);
                return !name.equals(method) ? downstream : new MethodVisitor(ASM9, downstream) {
                    @Override
                    public void visitLdcInsn(Object value) {
                        boolean hit = value.equals(from);
                        if (hit) {
                            counter.hit();
                        }
                        super.visitLdcInsn(hit ? to : value);
                    }
                };
            }
        });
    }

    /** Calls of a static method become calls of the static method of the same name and descriptor of another class; a site is one call. */
    public static UpstreamHookBuildItem redirectCall(String className, String owner, String method, String descriptor, String to, int sites, String reason) {
        var call = new Call(owner, method, descriptor);
        return calls(className, call, to + "." + method, sites, reason, opcode -> opcode == INVOKESTATIC,
            (out, opcode, isInterface) -> out.visitMethodInsn(opcode, to.replace('.', '/'), method, descriptor, isInterface));
    }

    /** Calls of a method become calls of another of the same owner, parameters and result; a site is one call. */
    public static UpstreamHookBuildItem renameCall(String className, String owner, String method, String descriptor, String to, int sites, String reason) {
        var call = new Call(owner, method, descriptor);
        return calls(className, call, to, sites, reason, opcode -> true,
            (out, opcode, isInterface) -> out.visitMethodInsn(opcode, owner.replace('.', '/'), to, descriptor, isInterface));
    }

    /**
     * Calls of an instance method become calls of a public static method of ours with the same name, which takes the receiver first. A site is one call.
     *
     * @param receiver what ours declares for the receiver, a supertype of the owner or the owner itself
     */
    public static UpstreamHookBuildItem interceptCall(String className, String owner, String method, String descriptor, String to, String receiver, int sites,
                                                      String reason) {
        var call = new Call(owner, method, descriptor);
        var target = "(L" + receiver.replace('.', '/') + ";" + descriptor.substring(1);
        return calls(className, call, to + "." + method, sites, reason, opcode -> opcode != INVOKESTATIC,
            (out, opcode, isInterface) -> out.visitMethodInsn(INVOKESTATIC, to.replace('.', '/'), method, target, false));
    }

    private record Call(String owner, String method, String descriptor) {

        boolean is(String internalOwner, String name, String calledDescriptor) {
            return internalOwner.equals(owner.replace('.', '/')) && name.equals(method) && calledDescriptor.equals(descriptor);
        }
    }

    /** Writes a call in place of another; the arguments, and the receiver where there is one, are on the stack. */
    private interface CallWriter {

        void write(MethodVisitor out, int opcode, boolean isInterface);
    }

    private static UpstreamHookBuildItem calls(String className, Call call, String to, int sites, String reason, IntPredicate opcodes, CallWriter writer) {
        var change = call.owner() + "." + call.method() + " -> " + to;
        return instructions(className, change, sites, reason, (downstream, counter) -> new MethodVisitor(ASM9, downstream) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
                if (opcodes.test(opcode) && call.is(owner, name, descriptor)) {
                    counter.hit();
                    writer.write(mv, opcode, isInterface);
                } else {
                    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                }
            }
        });
    }

    /** Passes every method of the class through a visitor of its own. */
    private static UpstreamHookBuildItem instructions(String className, String change, int sites, String reason,
                                                      BiFunction<MethodVisitor, SiteCounter, MethodVisitor> methods) {
        return new UpstreamHookBuildItem(className, change, sites, reason, (visitor, counter) -> new ClassVisitor(ASM9, visitor) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return methods.apply(super.visitMethod(access, name, descriptor, signature, exceptions), counter);
            }
        });
    }
}

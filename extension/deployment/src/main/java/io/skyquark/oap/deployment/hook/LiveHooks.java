// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.hook;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_VOLATILE;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.RETURN;

import java.util.List;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** The kinds of hook by which objects of a running server are found and what they hold is replaced. Class names are Java names with dots. */
public final class LiveHooks {

    private LiveHooks() {
    }

    /** Private and final fields become public and volatile, for values that are replaced while others read them; a site is one of the named fields. */
    public static UpstreamHookBuildItem replaceFields(String className, List<String> fields, String reason) {
        return fields(className, "replace " + String.join(", ", fields), fields, ACC_VOLATILE, reason);
    }

    static UpstreamHookBuildItem fields(String className, String change, List<String> fields, int added, String reason) {
        return new UpstreamHookBuildItem(className, change, fields.size(), reason, (visitor, counter) -> new ClassVisitor(ASM9, visitor) {
            @Override
            public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
                if (!fields.contains(name)) {
                    return super.visitField(access, name, descriptor, signature, value);
                }
                counter.hit();
                int open = access & ~(ACC_PRIVATE | ACC_PROTECTED | ACC_FINAL) | ACC_PUBLIC | added;
                return super.visitField(open, name, descriptor, signature, value);
            }
        });
    }

    /**
     * When a constructor returns, the object and what the constructor was given are passed to a public static method of ours, {@code constructed}, without a
     * result. A site is one return.
     */
    public static UpstreamHookBuildItem reportConstructed(String className, String descriptor, String to, int sites, String reason) {
        var change = "constructor -> " + to + ".constructed";
        return new UpstreamHookBuildItem(className, change, sites, reason, (visitor, counter) -> new ClassVisitor(ASM9, visitor) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String desc, String signature, String[] exceptions) {
                var downstream = super.visitMethod(access, name, desc, signature, exceptions);
                return !name.equals("<init>") || !desc.equals(descriptor) ? downstream : new MethodVisitor(ASM9, downstream) {
                    @Override
                    public void visitInsn(int opcode) {
                        if (opcode == RETURN) {
                            counter.hit();
                            var target = "(L" + className.replace('.', '/') + ";" + descriptor.substring(1);
                            Hooks.passAll(mv, target, 0);
                            super.visitMethodInsn(INVOKESTATIC, to.replace('.', '/'), "constructed", target, false);
                        }
                        super.visitInsn(opcode);
                    }

                    @Override
                    public void visitMaxs(int maxStack, int maxLocals) {
                        int slots = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
                        super.visitMaxs(Math.max(maxStack, slots), maxLocals);
                    }
                };
            }
        });
    }
}

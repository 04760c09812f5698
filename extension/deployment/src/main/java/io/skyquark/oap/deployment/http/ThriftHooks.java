// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

import io.quarkus.deployment.annotations.BuildStep;
import io.skyquark.oap.deployment.hook.SiteCounter;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Zipkin's reader of Thrift believes every length that a client sends. */
class ThriftHooks {

    private static final String SKIP = "io/skyquark/oap/runtime/library/ThriftSkip";
    private static final String BUFFER = "zipkin2/internal/ReadBuffer";

    /** Its beginning, and the lengths of texts, of maps, and of lists and sets. */
    @BuildStep
    UpstreamHookBuildItem checkWhatIsSkipped() {
        return new UpstreamHookBuildItem("zipkin2.internal.ThriftCodec", "skip checks types and lengths", 4,
            "twenty bytes keep a thread busy for ten seconds", (visitor, counter) -> new ClassVisitor(ASM9, visitor) {
                @Override
                public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                    var method = super.visitMethod(access, name, descriptor, signature, exceptions);
                    return name.equals("skip") && descriptor.equals("(L" + BUFFER + ";BI)V") ? new Checked(method, counter) : method;
                }
            });
    }

    private static final class Checked extends MethodVisitor {

        private final SiteCounter counter;

        Checked(MethodVisitor method, SiteCounter counter) {
            super(ASM9, method);
            this.counter = counter;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            counter.hit();
            super.visitVarInsn(ILOAD, 1);
            super.visitMethodInsn(INVOKESTATIC, SKIP, "checkType", "(B)V", false);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            if (owner.equals(BUFFER) && name.equals("readInt")) {
                counter.hit();
                super.visitVarInsn(ALOAD, 0);
                super.visitMethodInsn(INVOKESTATIC, SKIP, "checkLength", "(IL" + BUFFER + ";)I", false);
            }
        }
    }
}

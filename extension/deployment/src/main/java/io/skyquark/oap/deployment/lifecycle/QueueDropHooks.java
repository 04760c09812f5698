// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.lifecycle;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IRETURN;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

import io.quarkus.deployment.annotations.BuildStep;
import io.skyquark.oap.deployment.hook.SiteCounter;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** What upstream's queues do not take is counted; most producers do not look at the answer. */
class QueueDropHooks {

    private static final String CARRIER = "org.apache.skywalking.oap.server.library.datacarrier.DataCarrier";
    private static final String DROPS = "io/skyquark/oap/server/refusal/QueueDrops";

    /** {@code return false} and {@code return channels.save(data)} become {@code return QueueDrops.told(..., name)}. */
    @BuildStep
    UpstreamHookBuildItem countDrops() {
        return new UpstreamHookBuildItem(CARRIER, "what produce answers is counted", 2, "an item that a full or stopped queue does not take is gone without a trace",
            (visitor, counter) -> new ClassVisitor(ASM9, visitor) {
                @Override
                public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                    var method = super.visitMethod(access, name, descriptor, signature, exceptions);
                    return name.equals("produce") ? new Told(method, counter) : method;
                }
            });
    }

    private static final class Told extends MethodVisitor {

        private final SiteCounter counter;

        Told(MethodVisitor method, SiteCounter counter) {
            super(ASM9, method);
            this.counter = counter;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == IRETURN) {
                counter.hit();
                super.visitVarInsn(ALOAD, 0);
                super.visitFieldInsn(GETFIELD, CARRIER.replace('.', '/'), "name", "Ljava/lang/String;");
                super.visitMethodInsn(INVOKESTATIC, DROPS, "told", "(ZLjava/lang/String;)Z", false);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, 2), maxLocals);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.lifecycle;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.POP;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

import io.quarkus.deployment.annotations.BuildStep;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.hook.SiteCounter;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** What upstream's queues cost while nothing is in them: some 1,400 metrics have several each. */
class QueueHooks {

    private static final String DATA_CARRIER = "org.apache.skywalking.oap.server.library.datacarrier.";
    private static final String CONSUMER = DATA_CARRIER + "consumer.MultipleChannelsConsumer";
    private static final String LIST = "java/util/ArrayList";

    /** The same bound, order and answer to a full queue; over 100 MB of slots less. */
    @BuildStep
    UpstreamHookBuildItem growWithTheirContent() {
        return Hooks.remap(DATA_CARRIER + "buffer.ArrayBlockingQueueBuffer", "java.util.concurrent.ArrayBlockingQueue", "java.util.concurrent.LinkedBlockingQueue", 11,
            "an array has all its slots from the start, a linked queue what is in it");
    }

    /** Upstream adds the queues of a pool one by one and copies the list of them element by element each time: a million steps at every start. */
    @BuildStep
    UpstreamHookBuildItem copyListsAtOnce() {
        return new UpstreamHookBuildItem(CONSUMER, "addNewTarget copies its list at once", 2, "1,400 queues are added to the same list at the start",
            (visitor, counter) -> new ClassVisitor(ASM9, visitor) {
                @Override
                public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                    var method = super.visitMethod(access, name, descriptor, signature, exceptions);
                    return name.equals("addNewTarget") ? new ListCopy(method, counter) : method;
                }
            });
    }

    /** {@code new ArrayList()}, and a loop that adds everything of {@code consumeTargets}, become {@code new ArrayList(consumeTargets)} and a loop over nothing. */
    private static final class ListCopy extends MethodVisitor {

        private final SiteCounter counter;

        ListCopy(MethodVisitor method, SiteCounter counter) {
            super(ASM9, method);
            this.counter = counter;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals(LIST) && name.equals("<init>") && descriptor.equals("()V")) {
                counter.hit();
                super.visitVarInsn(ALOAD, 0);
                super.visitFieldInsn(GETFIELD, CONSUMER.replace('.', '/'), "consumeTargets", "L" + LIST + ";");
                super.visitMethodInsn(INVOKESPECIAL, LIST, "<init>", "(Ljava/util/Collection;)V", false);
            } else if (owner.equals(LIST) && name.equals("iterator")) {
                counter.hit();
                super.visitInsn(POP);
                super.visitMethodInsn(INVOKESTATIC, "java/util/Collections", "emptyIterator", "()Ljava/util/Iterator;", false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }
    }
}

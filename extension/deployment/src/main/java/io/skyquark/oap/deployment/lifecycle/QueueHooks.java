// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.lifecycle;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEW;
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
    private static final String APPEND_LIST = "io/skyquark/oap/server/lifecycle/AppendList";

    /** The same bound, order and answer to a full queue; over 100 MB of slots less. */
    @BuildStep
    UpstreamHookBuildItem growWithTheirContent() {
        return Hooks.remap(DATA_CARRIER + "buffer.ArrayBlockingQueueBuffer", "java.util.concurrent.ArrayBlockingQueue",
            "io.skyquark.oap.server.lifecycle.QueueOnDemand", 11, "an array has all its slots from the start, and most queues never have anything in them");
    }

    /** Two queues of each metric ask, and natively the answer is read from the system each time: a tenth of the start. */
    @BuildStep
    UpstreamHookBuildItem askOnceForProcessors() {
        return Hooks.delegate(DATA_CARRIER + "consumer.BulkConsumePool$Creator", "recommendMaxSize", "()I", "io.skyquark.oap.server.lifecycle.ConsumerThreads",
            "1,400 metrics ask for the number of processors, which a native process asks the system for");
    }

    /** The size and number of their channels. */
    @BuildStep
    UpstreamHookBuildItem readTheEnvironmentOnce() {
        return Hooks.redirectCall(DATA_CARRIER + "EnvUtil", "java.lang.System", "getenv", "(Ljava/lang/String;)Ljava/lang/String;",
            "io.skyquark.oap.server.lifecycle.Environment", 2, "2,400 carriers of queues ask for two variables each, which a native process looks up anew");
    }

    /** Upstream adds the queues of a pool one by one and copies the list of them each time: a million steps, and 20 MB of lists, at every start. */
    @BuildStep
    UpstreamHookBuildItem appendToOneList() {
        return new UpstreamHookBuildItem(CONSUMER, "consumeTargets is one list that grows", 3, "1,400 queues are added to the same list at the start",
            (visitor, counter) -> new ClassVisitor(ASM9, visitor) {
                @Override
                public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                    var method = super.visitMethod(access, name, descriptor, signature, exceptions);
                    return switch (name) {
                        case "<init>" -> new GrowingList(method, counter);
                        case "addNewTarget" -> new NoCopy(method, counter);
                        default -> method;
                    };
                }
            });
    }

    /** {@code new ArrayList()} becomes {@code new AppendList()}. */
    private static final class GrowingList extends MethodVisitor {

        private final SiteCounter counter;

        GrowingList(MethodVisitor method, SiteCounter counter) {
            super(ASM9, method);
            this.counter = counter;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            super.visitTypeInsn(opcode, type.equals(LIST) ? APPEND_LIST : type);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            boolean created = owner.equals(LIST) && name.equals("<init>");
            if (created) {
                counter.hit();
            }
            super.visitMethodInsn(opcode, created ? APPEND_LIST : owner, name, descriptor, isInterface);
        }
    }

    /** {@code new ArrayList()}, and a loop that adds everything of {@code consumeTargets}, become {@code consumeTargets} and a loop over nothing. */
    private static final class NoCopy extends MethodVisitor {

        private final SiteCounter counter;
        private boolean creating;

        NoCopy(MethodVisitor method, SiteCounter counter) {
            super(ASM9, method);
            this.counter = counter;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == NEW && type.equals(LIST)) {
                creating = true;
                super.visitVarInsn(ALOAD, 0);
                super.visitFieldInsn(GETFIELD, CONSUMER.replace('.', '/'), "consumeTargets", "L" + LIST + ";");
            } else {
                super.visitTypeInsn(opcode, type);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (!creating || opcode != DUP) {
                super.visitInsn(opcode);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (creating && owner.equals(LIST) && name.equals("<init>")) {
                creating = false;
                counter.hit();
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

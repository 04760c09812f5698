// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Finds the protobuf messages that code hands to something that takes any message, and so can only look at it by reflection: as an argument declared as a
 * message of any type, as a class constant to unpack, as the body of an HTTP request, or as a text.
 */
final class MessageUses {

    private static final Set<String> ANY_MESSAGE = Set.of("com.google.protobuf.Message", "com.google.protobuf.MessageOrBuilder",
        "com.google.protobuf.Message$Builder", "com.google.protobuf.AbstractMessage", "com.google.protobuf.GeneratedMessageV3");
    private static final String OBJECT = "java.lang.Object";
    private static final String OBJECTS = "[Ljava/lang/Object;";
    /** What makes a text of an object. */
    private static final List<String> TEXTS = List.of("java/lang/StringBuilder", "java/lang/String", "java/util/Objects", "org/slf4j/Logger");
    /** Takes a message of any type to parse others like it. */
    private static final String GRPC = "io/grpc/";
    private static final String ANY = "com/google/protobuf/Any";
    private static final String HTTP_ANNOTATIONS = "Lcom/linecorp/armeria/server/annotation/";
    private static final Pattern SIGNATURE_TYPE = Pattern.compile("L([^;<>]+)");

    private final MessageClasses messages;
    private final SortedMap<String, String> found = new TreeMap<>();

    MessageUses(MessageClasses messages) {
        this.messages = messages;
    }

    /** Names of messages, with dots, to the first method found that hands one over, for example {@code org.apache...RecordSinkListener.parse}. */
    SortedMap<String, String> find(Collection<ClassNode> classes) {
        for (var type : classes) {
            if (messages.messageOf(type.name.replace('/', '.')) != null) {
                continue;
            }
            for (var method : type.methods) {
                var name = type.name.replace('/', '.') + "." + method.name;
                readBody(method, name);
                readCode(type, method, name);
            }
        }
        return found;
    }

    /** A handler of HTTP requests gets messages made from JSON, and may answer with one. */
    private void readBody(MethodNode method, String name) {
        if (method.visibleAnnotations != null && method.visibleAnnotations.stream().anyMatch(annotation -> annotation.desc.startsWith(HTTP_ANNOTATIONS))) {
            var types = SIGNATURE_TYPE.matcher(method.signature != null ? method.signature : method.desc);
            while (types.find()) {
                add(types.group(1).replace('/', '.'), name);
            }
        }
    }

    private void readCode(ClassNode owner, MethodNode method, String name) {
        Frame<Origin>[] frames = null;
        boolean textOfMany = makesTextOfMany(method);
        for (int i = 0; i < method.instructions.size(); i++) {
            AbstractInsnNode instruction = method.instructions.get(i);
            if (instruction instanceof InvokeDynamicInsnNode call && call.bsm.getName().startsWith("makeConcat")) {
                for (var argument : Type.getArgumentTypes(call.desc)) {
                    add(argument.getClassName(), name);
                }
            } else if (instruction instanceof MethodInsnNode call && isUse(call)) {
                frames = frames != null ? frames : analyse(owner, method, name);
                if (frames[i] != null) {
                    readCall(call, frames[i], name);
                }
            } else if (textOfMany && instruction.getOpcode() == Opcodes.AASTORE) {
                frames = frames != null ? frames : analyse(owner, method, name);
                if (frames[i] != null) {
                    frames[i].getStack(frames[i].getStackSize() - 1).types().forEach(type -> add(type, name));
                }
            }
        }
    }

    /** Whether the method hands an array to what makes a text, for example three values to a logger; whatever it puts into an array may be meant for it. */
    private static boolean makesTextOfMany(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call && TEXTS.contains(call.owner) && call.desc.contains(OBJECTS)) {
                return true;
            }
        }
        return false;
    }

    private boolean isUse(MethodInsnNode call) {
        if (call.owner.equals(ANY) || call.name.equals("toString") && messages.messageOf(call.owner.replace('/', '.')) != null) {
            return true;
        }
        for (var parameter : Type.getArgumentTypes(call.desc)) {
            if (takesAny(call, parameter)) {
                return true;
            }
        }
        return false;
    }

    private static boolean takesAny(MethodInsnNode call, Type parameter) {
        var type = parameter.getClassName();
        return !call.owner.startsWith(GRPC) && ANY_MESSAGE.contains(type) || type.equals(OBJECT) && TEXTS.contains(call.owner);
    }

    private void readCall(MethodInsnNode call, Frame<Origin> frame, String name) {
        var parameters = Type.getArgumentTypes(call.desc);
        int first = frame.getStackSize() - parameters.length;
        for (int i = 0; i < parameters.length; i++) {
            var argument = frame.getStack(first + i);
            if (takesAny(call, parameters[i])) {
                argument.types().forEach(type -> add(type, name));
            }
            if (call.owner.equals(ANY)) {
                argument.constants().forEach(type -> add(type, name));
            }
        }
        if (call.name.equals("toString") && call.getOpcode() != Opcodes.INVOKESTATIC) {
            frame.getStack(first - 1).types().forEach(type -> add(type, name));
        }
    }

    private static Frame<Origin>[] analyse(ClassNode owner, MethodNode method, String name) {
        try {
            return new Analyzer<>(new OriginInterpreter(TypeArguments.NONE, method)).analyze(owner.name, method);
        } catch (AnalyzerException e) {
            throw new IllegalStateException("cannot read the code of " + name, e);
        }
    }

    private void add(String type, String user) {
        var message = messages.messageOf(type);
        if (message != null) {
            found.putIfAbsent(message, user);
        }
    }
}

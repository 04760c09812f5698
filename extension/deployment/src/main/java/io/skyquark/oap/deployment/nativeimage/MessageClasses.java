// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/** Generated protobuf messages and what they consist of, read from their class files. */
final class MessageClasses {

    private static final String BASE = "com/google/protobuf/GeneratedMessage";
    private static final String ENUM = "com/google/protobuf/ProtocolMessageEnum";
    private static final String BUILDER = "$Builder";

    private final ClassLoader loader;
    /** Names of classes with dots; empty where there is no such class of protobuf's. */
    private final Map<String, Optional<ClassNode>> known = new HashMap<>();

    MessageClasses(ClassLoader loader) {
        this.loader = loader;
    }

    /** The message that a class, with dots in its name, is or builds; {@code null} if it is none. */
    String messageOf(String className) {
        var name = className.endsWith(BUILDER) ? className.substring(0, className.length() - BUILDER.length()) : className;
        return read(name).filter(type -> type.superName.startsWith(BASE)).map(type -> name).orElse(null);
    }

    /**
     * The messages, and the types of their fields at any depth, each with its builder; enumerations too. Who looks at one field of a message makes protobuf look
     * up the accessors of all its fields.
     */
    SortedSet<String> withContent(Collection<String> messages) {
        var all = new TreeSet<String>();
        var open = new ArrayDeque<>(messages);
        while (!open.isEmpty()) {
            var name = open.remove();
            var type = read(name);
            if (type.isPresent() && all.add(name)) {
                if (type.get().superName.startsWith(BASE)) {
                    all.add(name + BUILDER);
                    open.addAll(fieldTypes(type.get()));
                }
            }
        }
        return all;
    }

    /** What getters return: of a list or a map there is one for an element. */
    private static List<String> fieldTypes(ClassNode message) {
        return message.methods.stream()
            .filter(method -> method.name.startsWith("get") && (method.access & Opcodes.ACC_STATIC) == 0)
            .map(method -> Type.getReturnType(method.desc))
            .filter(type -> type.getSort() == Type.OBJECT && !type.getInternalName().equals(message.name))
            .map(Type::getClassName).distinct().toList();
    }

    private Optional<ClassNode> read(String name) {
        return known.computeIfAbsent(name, this::find);
    }

    private Optional<ClassNode> find(String name) {
        if (name.startsWith("java.") || name.endsWith("OrBuilder")) {
            return Optional.empty();
        }
        try (var in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                return Optional.empty();
            }
            var reader = new ClassReader(in);
            var superName = reader.getSuperName();
            boolean isMessage = superName != null && superName.startsWith(BASE) && !name.endsWith(BUILDER);
            if (!isMessage && !List.of(reader.getInterfaces()).contains(ENUM)) {
                return Optional.empty();
            }
            var type = new ClassNode();
            reader.accept(type, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return Optional.of(type);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Generated protobuf messages and what they consist of, read from their class files. */
final class MessageClasses {

    private static final String BASE = "com/google/protobuf/GeneratedMessage";
    private static final String ENUM = "com/google/protobuf/ProtocolMessageEnum";
    private static final String BUILDER = "$Builder";

    private static final String NUMBER = "_FIELD_NUMBER";
    private static final List<String> PREFIXES = List.of("get", "set", "has", "add");
    private static final List<String> SUFFIXES = List.of("", "List", "Count", "Builder", "Value", "Bytes");
    private static final Set<String> OTHERS = Set.of("newBuilder", "getDefaultInstance", "valueOf", "getValueDescriptor");

    private final ClassLoader loader;
    /** Names of classes with dots; empty where there is no such class of protobuf's. */
    private final Map<String, Optional<ClassNode>> known = new HashMap<>();

    private final Map<String, List<MethodNode>> accessors = new HashMap<>();

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

    /**
     * The methods of a message, of its builder or of an enumeration that protobuf looks for by name, as {@code GeneratedMessage.FieldAccessorTable} of
     * protobuf-java 4.32 has them: the accessors of all fields, and those that stand for values of other types. Half of a message's methods are others.
     *
     * @param className as {@link #withContent} returns it
     */
    List<MethodNode> accessors(String className) {
        return accessors.computeIfAbsent(className, this::findAccessors);
    }

    private List<MethodNode> findAccessors(String className) {
        var message = className.endsWith(BUILDER) ? className.substring(0, className.length() - BUILDER.length()) : className;
        var fields = fields(read(message).orElseThrow());
        return parse(open(className).orElseThrow()).methods.stream()
            .filter(method -> (method.access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC)) == Opcodes.ACC_PUBLIC)
            .filter(method -> OTHERS.contains(method.name) || isAccessor(method.name, fields)).toList();
    }

    private static Set<String> fields(ClassNode message) {
        return message.fields.stream().map(field -> field.name).filter(name -> name.endsWith(NUMBER))
            .map(name -> normalized(name.substring(0, name.length() - NUMBER.length()))).collect(Collectors.toSet());
    }

    /** A constant has lost where the words of a field's name begin. */
    private static String normalized(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** The names of alternatives, {@code oneof}, are not among the fields. */
    private static boolean isAccessor(String method, Set<String> fields) {
        if (method.startsWith("clear") || method.startsWith("get") && method.endsWith("Case")) {
            return true;
        }
        return PREFIXES.stream().filter(method::startsWith).map(prefix -> method.substring(prefix.length())).anyMatch(rest ->
            SUFFIXES.stream().filter(rest::endsWith).anyMatch(suffix -> fields.contains(normalized(rest.substring(0, rest.length() - suffix.length())))));
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

    /** Empty where the class is neither a message nor an enumeration of messages. */
    private Optional<ClassNode> find(String name) {
        return name.startsWith("java.") || name.endsWith("OrBuilder") || name.endsWith(BUILDER) ? Optional.empty()
            : open(name).filter(MessageClasses::isOfMessages).map(MessageClasses::parse);
    }

    private static boolean isOfMessages(ClassReader type) {
        return type.getSuperName() != null && type.getSuperName().startsWith(BASE) || List.of(type.getInterfaces()).contains(ENUM);
    }

    private static ClassNode parse(ClassReader reader) {
        var type = new ClassNode();
        reader.accept(type, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return type;
    }

    private Optional<ClassReader> open(String name) {
        try (var in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? Optional.empty() : Optional.of(new ClassReader(in));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The classes that generic declarations name, {@code Rule} for a field {@code Map<String, List<Rule>>}: descriptors say no more than {@code Map}. */
final class TypeArguments {

    /** Nothing is known. */
    static final TypeArguments NONE = new TypeArguments(Map.of());

    private final Map<String, Set<String>> members;

    private TypeArguments(Map<String, Set<String>> members) {
        this.members = members;
    }

    /** Those of the fields and of what the methods return. */
    static TypeArguments of(Collection<ClassNode> classes) {
        Map<String, Set<String>> members = new HashMap<>();
        for (var type : classes) {
            type.fields.stream().filter(field -> field.signature != null)
                .forEach(field -> members.put(key(type.name, field.name, field.desc), ofField(field.signature)));
            type.methods.stream().filter(method -> method.signature != null)
                .forEach(method -> members.put(key(type.name, method.name, method.desc), ofReturn(method.signature)));
        }
        return new TypeArguments(members);
    }

    Set<String> of(FieldInsnNode access) {
        return members.getOrDefault(key(access.owner, access.name, access.desc), Set.of());
    }

    Set<String> of(MethodInsnNode call) {
        return members.getOrDefault(key(call.owner, call.name, call.desc), Set.of());
    }

    /** By slot, those of the variables of a method; its class file has to tell them. */
    static Map<Integer, Set<String>> ofVariables(MethodNode method) {
        Map<Integer, Set<String>> slots = new HashMap<>();
        if (method.localVariables != null) {
            method.localVariables.stream().filter(variable -> variable.signature != null)
                .forEach(variable -> slots.computeIfAbsent(variable.index, slot -> new TreeSet<>()).addAll(ofField(variable.signature)));
        }
        return slots;
    }

    private static String key(String owner, String name, String descriptor) {
        return owner + "." + name + descriptor;
    }

    private static Set<String> ofField(String signature) {
        var names = new Names();
        new SignatureReader(signature).acceptType(names);
        return names.found;
    }

    private static Set<String> ofReturn(String signature) {
        var names = new Names();
        new SignatureReader(signature).accept(new SignatureVisitor(Opcodes.ASM9) {
            @Override
            public SignatureVisitor visitReturnType() {
                return names;
            }
        });
        return names.found;
    }

    private static final class Names extends SignatureVisitor {

        private final Set<String> found = new TreeSet<>();
        private String current;

        Names() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitClassType(String name) {
            current = name;
            found.add(name.replace('/', '.'));
        }

        @Override
        public void visitInnerClassType(String name) {
            current += "$" + name;
            found.add(current.replace('/', '.'));
        }
    }
}

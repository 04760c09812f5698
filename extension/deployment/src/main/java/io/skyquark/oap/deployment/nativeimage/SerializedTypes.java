// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Finds the types that code hands to Gson, Jackson and SnakeYAML: the class constants among the arguments of their methods, and the declared types of what is
 * passed where a method takes any object, with the type arguments in these declarations. A method that only passes its own parameter on is followed to its callers.
 */
final class SerializedTypes {

    /** Of upstream, {@code FieldsHelper} calls the setters that a YAML file names. */
    private static final List<String> LIBRARIES = List.of("com/google/gson/", "com/fasterxml/jackson/databind/", "org/yaml/snakeyaml/",
        "org/apache/skywalking/oap/server/library/util/FieldsHelper", "com/linecorp/armeria/common/HttpResponse");

    private record Site(ClassNode owner, MethodNode method) {

        String name() {
            return owner.name.replace('/', '.') + "." + method.name;
        }
    }

    private final Collection<ClassNode> classes;
    private final TypeArguments arguments;
    /** Method to the argument positions, the receiver being 0, that end in a library. */
    private final Map<String, Set<Integer>> passingOn = new HashMap<>();
    /** Class name to the method that hands it over. */
    private final SortedMap<String, String> found = new TreeMap<>();

    SerializedTypes(Collection<ClassNode> classes) {
        this.classes = classes;
        this.arguments = TypeArguments.of(classes);
    }

    /** Names of the types, with dots, to the first method that hands one over, for example {@code org.apache...UIMenuInitializer.start}. */
    SortedMap<String, String> find() {
        var sites = new ArrayList<Site>();
        classes.forEach(type -> type.methods.forEach(method -> sites.add(new Site(type, method))));
        for (int before = -1; before != passingOn.values().stream().mapToInt(Set::size).sum();) {
            before = passingOn.values().stream().mapToInt(Set::size).sum();
            sites.forEach(this::read);
        }
        return found;
    }

    private void read(Site site) {
        boolean calls = false;
        for (var instruction : site.method().instructions) {
            calls |= instruction instanceof MethodInsnNode call && isSink(call);
        }
        if (!calls) {
            return;
        }
        try {
            var frames = new Analyzer<>(new OriginInterpreter(arguments, site.method())).analyze(site.owner().name, site.method());
            for (int i = 0; i < frames.length; i++) {
                AbstractInsnNode instruction = site.method().instructions.get(i);
                if (frames[i] != null && instruction instanceof MethodInsnNode call && isSink(call)) {
                    readCall(site, call, frames[i]);
                }
            }
        } catch (AnalyzerException e) {
            throw new IllegalStateException("cannot read the code of " + site.name(), e);
        }
    }

    private boolean isSink(MethodInsnNode call) {
        return isLibrary(call.owner) || passingOn.containsKey(key(call.owner, call.name, call.desc));
    }

    private static boolean isLibrary(String owner) {
        return LIBRARIES.stream().anyMatch(owner::startsWith);
    }

    private static String key(String owner, String name, String descriptor) {
        return owner + "." + name + descriptor;
    }

    private void readCall(Site site, MethodInsnNode call, Frame<Origin> frame) {
        var parameters = Type.getArgumentTypes(call.desc);
        int receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
        var interesting = passingOn.get(key(call.owner, call.name, call.desc));
        for (int i = 0; i < parameters.length; i++) {
            if (interesting == null || interesting.contains(i + receiver)) {
                readArgument(site, parameters[i], frame.getStack(frame.getStackSize() - parameters.length + i), interesting != null);
            }
        }
    }

    private void readArgument(Site site, Type parameter, Origin argument, boolean followed) {
        argument.constants().forEach(name -> found.putIfAbsent(name, site.name()));
        boolean takesAnything = parameter.getClassName().equals("java.lang.Object") || followed;
        if (takesAnything) {
            argument.types().forEach(name -> found.putIfAbsent(name, site.name()));
        }
        if (takesAnything || parameter.getClassName().equals("java.lang.Class")) {
            argument.parameters().forEach(slot -> passOn(site, slot));
        }
    }

    private void passOn(Site site, int slot) {
        boolean isStatic = (site.method().access & Opcodes.ACC_STATIC) != 0;
        int position = isStatic ? 0 : 1;
        int current = position;
        for (var parameter : Type.getArgumentTypes(site.method().desc)) {
            if (current == slot) {
                passingOn.computeIfAbsent(key(site.owner().name, site.method().name, site.method().desc), name -> new TreeSet<>()).add(position);
                return;
            }
            current += parameter.getSize();
            position++;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import io.skyquark.oap.deployment.nativeimage.ClassOutline.Method;

/** The classes whose code is read, called own, and those above them, of which only the methods are known. Names are internal ones. */
final class ClassHierarchy {

    private static final String PLATFORM = "java/";

    private final Function<String, byte[]> own;
    private final Function<String, byte[]> libraries;
    private final Map<String, ClassOutline> ownOutlines = new HashMap<>();
    private final Map<String, ClassOutline> libraryOutlines = new HashMap<>();
    private final Map<String, Set<String>> supertypes = new HashMap<>();

    /**
     * @param own class name to class file, {@code null} for the class of a library
     * @param libraries the same for any class, {@code null} for one that is not there
     */
    ClassHierarchy(Function<String, byte[]> own, Function<String, byte[]> libraries) {
        this.own = own;
        this.libraries = libraries;
    }

    /** The outline of an own class, {@code null} for any other. */
    ClassOutline own(String name) {
        if (!ownOutlines.containsKey(name)) {
            var classFile = own.apply(name);
            ownOutlines.put(name, classFile == null ? null : ClassOutlineReader.withCode(classFile));
        }
        return ownOutlines.get(name);
    }

    boolean isOwn(String name) {
        return own(name) != null;
    }

    /** The outline of any class, {@code null} where it is not there. */
    ClassOutline find(String name) {
        var outline = own(name);
        if (outline != null) {
            return outline;
        }
        if (!libraryOutlines.containsKey(name)) {
            libraryOutlines.put(name, readLibrary(name));
        }
        return libraryOutlines.get(name);
    }

    private ClassOutline readLibrary(String name) {
        if (name.startsWith(PLATFORM)) {
            return readPlatform(name);
        }
        var classFile = libraries.apply(name);
        return classFile == null ? null : ClassOutlineReader.withoutCode(classFile);
    }

    /** The class files of the JDK in use may be newer than what ASM reads. */
    private static ClassOutline readPlatform(String name) {
        try {
            var type = Class.forName(name.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
            Map<String, Method> methods = new HashMap<>();
            for (var method : type.getDeclaredMethods()) {
                methods.put(method.getName() + Type.getMethodDescriptor(method), new Method(method.getModifiers(), List.of()));
            }
            var interfaces = Stream.of(type.getInterfaces()).map(Type::getInternalName).toList();
            var parent = type.getSuperclass() == null ? null : Type.getInternalName(type.getSuperclass());
            return new ClassOutline(name, type.getModifiers(), parent, interfaces, methods);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** The class itself and everything above it, the superclasses first. */
    Set<String> supertypes(String name) {
        var known = supertypes.get(name);
        if (known != null) {
            return known;
        }
        Set<String> all = new LinkedHashSet<>();
        all.add(name);
        var outline = find(name);
        if (outline != null) {
            if (outline.parent() != null) {
                all.addAll(supertypes(outline.parent()));
            }
            outline.interfaces().forEach(each -> all.addAll(supertypes(each)));
        }
        supertypes.put(name, all);
        return all;
    }

    /** The own class with the code that a call of the member on an object of the class runs, {@code null} where it is the code of a library. */
    String resolve(String name, String member) {
        var current = own(name);
        while (current != null) {
            var method = current.methods().get(member);
            if (method != null && !method.isAbstract()) {
                return current.name();
            }
            current = current.parent() == null ? null : own(current.parent());
        }
        for (var each : supertypes(name)) {
            var outline = own(each);
            var method = outline == null || (outline.access() & Opcodes.ACC_INTERFACE) == 0 ? null : outline.methods().get(member);
            if (method != null && !method.isAbstract()) {
                return each;
            }
        }
        return null;
    }
}

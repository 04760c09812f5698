// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;

/** The class files of upstream's own code, without the messages that its compilers generated. */
final class UpstreamBytecode {

    private static final List<String> PACKAGES = List.of("org.apache.skywalking.oap.", "org.apache.skywalking.aop.");

    private UpstreamBytecode() {
    }

    static boolean isUpstream(DotName name) {
        return PACKAGES.stream().anyMatch(name.toString()::startsWith);
    }

    static List<ClassNode> read(IndexView index) {
        return read(index, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    /** The same with the variables of methods. */
    static List<ClassNode> readWithVariables(IndexView index) {
        return read(index, ClassReader.SKIP_FRAMES);
    }

    private static List<ClassNode> read(IndexView index, int flags) {
        var loader = Thread.currentThread().getContextClassLoader();
        var classes = new ArrayList<ClassNode>();
        for (var type : index.getKnownClasses().stream().sorted(Comparator.comparing(ClassInfo::name)).toList()) {
            if (isUpstream(type.name())) {
                try (var in = loader.getResourceAsStream(type.name().toString().replace('.', '/') + ".class")) {
                    var node = new ClassNode();
                    new ClassReader(in).accept(node, flags);
                    classes.add(node);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot read " + type.name(), e);
                }
            }
        }
        return classes;
    }

    /** Names, with dots, of all classes that a class mentions. */
    static Set<String> references(ClassNode type) {
        Set<String> names = new TreeSet<>();
        // Without a visitor behind it, a remapper does not look into methods.
        type.accept(new ClassRemapper(new ClassNode(), new Remapper() {
            @Override
            public String map(String name) {
                names.add(name.replace('/', '.'));
                return name;
            }
        }));
        return names;
    }
}

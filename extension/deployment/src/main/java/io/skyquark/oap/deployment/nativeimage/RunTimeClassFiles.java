// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jboss.jandex.ClassInfo;

import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.TransformedClassesBuildItem;

/** The class files of upstream, of this extension and of what it generated, as the server will load them. Class names are internal ones. */
final class RunTimeClassFiles {

    private static final String OURS = "io.skyquark";
    private static final Set<String> GROUPS = Set.of(OURS, "org.apache.skywalking");
    private static final List<String> GENERATED = List.of("io/skyquark/oap/", "org/apache/skywalking/");
    /** Superclasses of messages and their builders, whose generated code is a third of all and calls nothing but Protobuf. */
    private static final String PROTOBUF = "com.google.protobuf.";

    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final Set<String> own = new HashSet<>();
    private final SortedSet<String> ours = new TreeSet<>();
    private final SortedSet<String> generated = new TreeSet<>();
    /** Class files that are not those on the class path. */
    private final Map<String, byte[]> changed = new HashMap<>();

    /** @param notIndexed names, with dots, of upstream's classes in archives that are not indexed */
    RunTimeClassFiles(ApplicationArchivesBuildItem archives, Collection<String> notIndexed, TransformedClassesBuildItem transformed,
                      List<GeneratedClassBuildItem> generated) {
        notIndexed.forEach(name -> own.add(name.replace('.', '/')));
        for (var archive : archives.getApplicationArchives()) {
            var group = archive.getKey() == null ? "" : archive.getKey().getGroupId();
            if (GROUPS.contains(group)) {
                archive.getIndex().getKnownClasses().stream().filter(type -> !isMessage(type)).forEach(type -> {
                    var name = type.name().toString().replace('.', '/');
                    own.add(name);
                    if (group.equals(OURS)) {
                        ours.add(name);
                    }
                });
            }
        }
        transformed.getTransformedClassesByJar().values().forEach(classes -> classes.stream().filter(each -> each.getData() != null)
            .forEach(each -> changed.put(each.getClassName().replace('.', '/'), each.getData())));
        generated.stream().filter(each -> GENERATED.stream().anyMatch(each.internalName()::startsWith)).forEach(each -> {
            own.add(each.internalName());
            this.generated.add(each.internalName());
            changed.put(each.internalName(), each.getClassData());
        });
    }

    private static boolean isMessage(ClassInfo type) {
        return type.superName() != null && type.superName().toString().startsWith(PROTOBUF);
    }

    /** Classes of this extension that are carried into the server. */
    SortedSet<String> ours() {
        return ours;
    }

    SortedSet<String> generated() {
        return generated;
    }

    /** The class file of one of upstream's classes, ours or a generated one, {@code null} for any other. */
    byte[] own(String name) {
        return own.contains(name) ? any(name) : null;
    }

    /** {@code null} where nothing has the class. */
    byte[] any(String name) {
        var known = changed.get(name);
        if (known != null) {
            return known;
        }
        try (var in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}

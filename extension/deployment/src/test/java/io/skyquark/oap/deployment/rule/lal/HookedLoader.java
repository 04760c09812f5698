// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;

import io.skyquark.oap.deployment.hook.SiteCounter;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** OAP a second time in one test, changed by hooks as the build changes it, and without Groovy: whoever still asks for a class of Groovy fails. */
final class HookedLoader extends ClassLoader {

    private static final List<String> OWN = List.of("org.apache.skywalking.oap.", "io.skyquark.oap.server.", "io.skyquark.oap.model.",
        "io.skyquark.oap.generated.", LalDriver.class.getName(), LalBoot.class.getName());
    private static final List<String> ABSENT = List.of("groovy.", "org.codehaus.groovy.", "org.apache.groovy.");

    private final Map<String, List<UpstreamHookBuildItem>> hooks;

    HookedLoader(List<UpstreamHookBuildItem> hooks) {
        super(HookedLoader.class.getClassLoader());
        this.hooks = hooks.stream().collect(Collectors.groupingBy(UpstreamHookBuildItem::className));
    }

    void define(String name, byte[] bytes) {
        defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (ABSENT.stream().anyMatch(name::startsWith)) {
            throw new ClassNotFoundException(name + " is not there at run time");
        }
        if (OWN.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : load(name);
        }
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            var bytes = in.readAllBytes();
            bytes = transformed(name, bytes);
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] transformed(String name, byte[] original) {
        var own = hooks.get(name);
        if (own == null) {
            return original;
        }
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        ClassVisitor visitor = writer;
        for (var hook : own) {
            visitor = hook.visitor().apply(visitor, new SiteCounter());
        }
        new ClassReader(original).accept(visitor, 0);
        return writer.toByteArray();
    }
}

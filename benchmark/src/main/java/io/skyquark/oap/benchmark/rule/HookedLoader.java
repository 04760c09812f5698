// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;

import io.skyquark.oap.deployment.hook.SiteCounter;
import io.skyquark.oap.deployment.rule.RuleHooks;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Upstream as the hooks of the build leave it, and the generated classes; here whoever asks for a class of Groovy fails. */
final class HookedLoader extends ClassLoader {

    private static final List<String> OWN = List.of("org.apache.skywalking.oap.", "io.skyquark.oap.server.", "io.skyquark.oap.generated.",
        UpstreamSide.class.getName(), FamilyWork.class.getName(), CompiledBoot.class.getName());
    private static final List<String> ABSENT = List.of("groovy.", "org.codehaus.groovy.", "org.apache.groovy.");

    private final Map<String, ClassVisitor> hooks = new HashMap<>();
    private final Map<String, ClassWriter> writers = new HashMap<>();
    private final Map<String, byte[]> generated = new HashMap<>();

    HookedLoader() {
        super(HookedLoader.class.getClassLoader());
        for (var hook : RuleHooks.all()) {
            var writer = writers.computeIfAbsent(hook.className(), name -> new ClassWriter(ClassWriter.COMPUTE_MAXS));
            hooks.put(hook.className(), visitor(hook, hooks.getOrDefault(hook.className(), writer)));
        }
    }

    private static ClassVisitor visitor(UpstreamHookBuildItem hook, ClassVisitor downstream) {
        return hook.visitor().apply(downstream, new SiteCounter());
    }

    void add(String name, byte[] bytes) {
        generated.put(name, bytes);
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
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        var bytes = generated.containsKey(name) ? generated.get(name) : hooked(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] hooked(String name) throws ClassNotFoundException {
        try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            if (!hooks.containsKey(name)) {
                return in.readAllBytes();
            }
            new ClassReader(in).accept(hooks.get(name), 0);
            return writers.get(name).toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

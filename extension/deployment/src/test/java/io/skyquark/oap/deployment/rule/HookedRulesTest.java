// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;

import io.skyquark.oap.deployment.hook.SiteCounter;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Runs upstream's classes as the hooks leave them, where no class of Groovy can be loaded. */
class HookedRulesTest {

    @Test
    void upstreamRunsWithoutGroovy() throws Exception {
        try (var loader = new HookedLoader()) {
            ((Runnable) loader.loadClass(RuleScenario.class.getName()).getConstructor().newInstance()).run();
        }
    }

    private static final class HookedLoader extends URLClassLoader {

        private final Map<String, byte[]> hooked = new HashMap<>();

        HookedLoader() throws IOException {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            var hooks = new ArrayList<UpstreamHookBuildItem>();
            new RuleHooks().replaceClosures(hooks::add);
            new RuleHooks().selectCompiledFiles(hooks::add);
            new RuleHooks().runCompiledExpressions(hooks::add);
            new RuleHooks().defineHierarchy(hooks::add);
            for (var className : hooks.stream().map(UpstreamHookBuildItem::className).distinct().toList()) {
                var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
                ClassVisitor visitor = writer;
                for (var hook : hooks) {
                    visitor = hook.className().equals(className) ? hook.visitor().apply(visitor, new SiteCounter()) : visitor;
                }
                new ClassReader(className).accept(visitor, 0);
                hooked.put(className, writer.toByteArray());
            }
        }

        private static URL[] classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).map(HookedLoader::url).toArray(URL[]::new);
        }

        private static URL url(Path path) {
            try {
                return path.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("groovy.") || name.startsWith("org.codehaus.groovy.") || name.startsWith("org.apache.groovy.")) {
                throw new ClassNotFoundException(name);
            }
            var bytes = hooked.get(name);
            return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
        }
    }
}

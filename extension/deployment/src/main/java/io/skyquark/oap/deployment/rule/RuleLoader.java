// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Set;

import io.skyquark.oap.deployment.IsolatedClassPath;
import io.skyquark.oap.deployment.IsolationGate;
import io.skyquark.oap.deployment.rule.exchange.RuleEngine;

/** OAP, its libraries, our run-time classes that work on rules, and the compilers themselves; Groovy and the generator come from the build. */
final class RuleLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String DEPLOYMENT = "io.skyquark.oap.deployment.";
    private static final String COMPILER = RuleLoader.class.getPackageName() + ".RuleCompiler";
    private static final String EXCHANGE = RuleEngine.class.getPackageName();
    private static final String[] SHARED = {EXCHANGE, "groovy", "groovyjarjarantlr4", "groovyjarjarasm", "org.codehaus.groovy", "org.apache.groovy",
        "io.quarkus.gizmo2", "io.smallrye.classfile", "io.smallrye.common"};

    RuleLoader(IsolatedClassPath classPath) {
        super(classPath.core().stream().map(RuleLoader::url).toArray(URL[]::new), new IsolationGate(SHARED));
    }

    RuleEngine engine(Set<String> functions) {
        try {
            return (RuleEngine) loadClass(COMPILER).getDeclaredConstructor(Set.class).newInstance(functions);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot load the rule compilers", e);
        }
    }

    /** The compilers are compiled against OAP, so they are defined next to it and not taken from above. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.startsWith(DEPLOYMENT)) {
            return super.findClass(name);
        }
        try (var in = RuleLoader.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            var bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

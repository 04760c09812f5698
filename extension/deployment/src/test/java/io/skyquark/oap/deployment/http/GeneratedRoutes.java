// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jboss.jandex.Index;

import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/** Reads handler classes and defines what is generated for them in a class loader of its own. */
public final class GeneratedRoutes extends ClassLoader {

    private final Map<String, byte[]> classes = new HashMap<>();

    private GeneratedRoutes(ClassLoader parent) {
        super(parent);
    }

    public static GeneratedRoutes of(List<ProblemBuildItem> problems, Class<?>... handlers) {
        try {
            var loader = new GeneratedRoutes(GeneratedRoutes.class.getClassLoader());
            var read = new HandlerReader(Index.of(handlers), problems::add).read();
            RoutesGenerator.generate(read, handler -> "of-" + handler.type().simpleName(), (name, bytes) -> loader.classes.put(name.replace(".class", "").replace('/', '.'), bytes));
            return loader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}

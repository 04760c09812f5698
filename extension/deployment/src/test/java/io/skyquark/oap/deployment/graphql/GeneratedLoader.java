// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.gizmo2.Gizmo;

/** An application's class loader with what a generator generates and records. */
final class GeneratedLoader extends ClassLoader {

    private final Map<String, byte[]> resources = new HashMap<>();

    GeneratedLoader(GraphQlGenerator generator) {
        super(GeneratedLoader.class.getClassLoader());
        generator.generate(Gizmo.create(resources::put));
        resources.put(GraphQlProcessor.RECORDS, generator.records().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var bytes = resources.get(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        var bytes = resources.get(name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }
}

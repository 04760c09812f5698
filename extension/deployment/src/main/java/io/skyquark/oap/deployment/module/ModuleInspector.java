// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.skyquark.oap.deployment.IsolationGate;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem.Key;
import io.skyquark.oap.runtime.config.KeyType;

/**
 * Asks modules and providers for their names, requirements and configuration classes, as upstream's boot does: of instances. They live in a class loader
 * of their own, so that no OAP class is initialised in a loader that stays.
 */
final class ModuleInspector implements AutoCloseable {

    private final URLClassLoader loader;

    ModuleInspector(List<Path> classPath) {
        loader = new URLClassLoader("OAP module inspection", classPath.stream().map(ModuleInspector::url).toArray(URL[]::new),
            new IsolationGate());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Module(String name, List<String> services) {
    }

    /** @param configClass {@code null} where the provider has no settings */
    record Provider(String name, String moduleClass, String configClass, List<String> requires, List<Key> keys) {
    }

    Module module(String className) throws ReflectiveOperationException {
        var module = create(className);
        var services = (Class<?>[]) call(module, "services");
        return new Module((String) call(module, "name"), services == null ? List.of() : Arrays.stream(services).map(Class::getName).toList());
    }

    Provider provider(String className) throws ReflectiveOperationException {
        var provider = create(className);
        var creator = call(provider, "newConfigCreator");
        var config = creator == null ? null : (Class<?>) call(creator, "type");
        var requires = (String[]) call(provider, "requiredModules");
        if (config != null) {
            requirePublic(config);
        }
        return new Provider((String) call(provider, "name"), ((Class<?>) call(provider, "module")).getName(), config == null ? null : config.getName(),
            requires == null ? List.of() : List.of(requires), config == null ? List.of() : keys(config));
    }

    /** Whether the application has a class, for example a database driver. */
    boolean has(String className) {
        return loader.getResource(className.replace('.', '/') + ".class") != null;
    }

    private Object create(String className) throws ReflectiveOperationException {
        try {
            var type = Class.forName(className, true, loader);
            requirePublic(type);
            return type.getConstructor().newInstance();
        } catch (LinkageError e) {
            throw new ReflectiveOperationException(e.toString(), e);
        }
    }

    private static void requirePublic(Class<?> type) throws IllegalAccessException {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalAccessException(type.getName() + " is not public");
        }
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        try {
            var found = Arrays.stream(target.getClass().getMethods()).filter(each -> each.getName().equals(method) && each.getParameterCount() == 0).findFirst()
                .orElseThrow(() -> new NoSuchMethodException(target.getClass().getName() + "." + method));
            found.setAccessible(true);
            return found.invoke(target);
        } catch (LinkageError e) {
            throw new ReflectiveOperationException(e.toString(), e);
        }
    }

    /** The nearest declaration of a name wins, as in upstream's search along the superclasses. */
    private static List<Key> keys(Class<?> config) {
        Map<String, Key> keys = new LinkedHashMap<>();
        for (Class<?> type = config; type != null && type != Object.class; type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                var keyType = keyType(field);
                if (keyType != null) {
                    boolean open = Modifier.isPublic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers());
                    keys.putIfAbsent(field.getName(), new Key(field.getName(), type.getName(), field.getType().descriptorString(), keyType, open));
                }
            }
        }
        return List.copyOf(keys.values());
    }

    /** {@code null} where no value of a YAML file can be stored in the field: it is working state of the configuration object. */
    private static KeyType keyType(Field field) {
        var type = field.getType();
        boolean settable = !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic();
        if (!settable) {
            return null;
        } else if (type == String.class) {
            return Modifier.isFinal(field.getModifiers()) ? null : KeyType.TEXT;
        } else if (type == int.class || type == Integer.class) {
            return KeyType.INTEGER;
        } else if (type == long.class || type == Long.class) {
            return KeyType.LONG;
        } else if (type == boolean.class || type == Boolean.class) {
            return KeyType.BOOLEAN;
        } else if (type == Properties.class) {
            return KeyType.BLOCK;
        }
        return type == List.class && field.getGenericType() instanceof ParameterizedType list && list.getActualTypeArguments()[0] instanceof Class<?> element
            && element.getName().startsWith("java.lang.") ? KeyType.LIST : null;
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

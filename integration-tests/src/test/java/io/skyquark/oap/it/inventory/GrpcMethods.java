// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The gRPC methods of every generated service on the class path of the tests, by full name: what the inventory names is looked up here. */
public final class GrpcMethods {

    private GrpcMethods() {
    }

    public static Map<String, MethodDescriptor<?, ?>> onClassPath() {
        Map<String, MethodDescriptor<?, ?>> methods = new HashMap<>();
        Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .flatMap(jar -> serviceClasses(jar).stream())
            .flatMap(GrpcMethods::methods)
            .forEach(method -> methods.putIfAbsent(method.getFullMethodName(), method));
        return methods;
    }

    /** Kafka's client has stubs of its own for its use, without what they extend. */
    private static List<String> serviceClasses(String jar) {
        try (var file = new JarFile(jar)) {
            return file.stream().map(entry -> entry.getName())
                .filter(name -> name.endsWith("Grpc.class") && !name.startsWith("META-INF/") && !name.startsWith("org/apache/kafka/"))
                .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a generated class describes; nothing for a class that only goes by such a name. */
    private static Stream<MethodDescriptor<?, ?>> methods(String className) {
        try {
            var service = (ServiceDescriptor) Class.forName(className).getMethod("getServiceDescriptor").invoke(null);
            return service.getMethods().stream();
        } catch (NoSuchMethodException e) {
            return Stream.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className + " cannot be read", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.built;

import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.apache.skywalking.oap.server.core.analysis.MetricsExtension;
import org.apache.skywalking.oap.server.core.analysis.Stream;
import org.apache.skywalking.oap.server.core.analysis.StreamProcessor;
import org.apache.skywalking.oap.server.core.storage.type.StorageBuilder;

/**
 * Of a native server what the classes of streams are annotated with, otherwise nothing. The class itself would keep what it
 * is asked for, beside its other data in the executable: each of 1,400 classes makes the kernel copy a page.
 */
public final class BuiltStreams {

    private static final Set<Class<?>> READ = new HashSet<>();
    private static final Map<Class<?>, Stream> STREAMS = new HashMap<>();
    private static final Map<Class<?>, MetricsExtension> EXTENSIONS = new HashMap<>();

    private BuiltStreams() {
    }

    @SuppressWarnings({"rawtypes", "ClassExplicitlyAnnotation"})
    private record BuiltStream(String name, int scopeId, Class<? extends StorageBuilder> builder, Class<? extends StreamProcessor> processor) implements Stream {

        @Override
        public Class<? extends Annotation> annotationType() {
            return Stream.class;
        }
    }

    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record BuiltExtension(boolean supportDownSampling, boolean supportUpdate, boolean timeRelativeID) implements MetricsExtension {

        @Override
        public Class<? extends Annotation> annotationType() {
            return MetricsExtension.class;
        }
    }

    /**
     * Reads classes for a native server, and the builders of their storage.
     *
     * @throws IllegalStateException where a builder has no constructor without parameters
     */
    public static void build(Iterable<Class<?>> types) {
        for (var type : types) {
            READ.add(type);
            var extension = type.getAnnotation(MetricsExtension.class);
            if (extension != null) {
                EXTENSIONS.put(type, new BuiltExtension(extension.supportDownSampling(), extension.supportUpdate(), extension.timeRelativeID()));
            }
            var stream = type.getAnnotation(Stream.class);
            if (stream != null) {
                STREAMS.put(type, new BuiltStream(stream.name(), stream.scopeId(), stream.builder(), stream.processor()));
                BuiltConstructors.build(stream.builder());
            }
        }
    }

    /** Takes the place of {@link Class#isAnnotationPresent} where upstream asks for streams. */
    public static boolean isAnnotationPresent(Class<?> type, Class<? extends Annotation> annotation) {
        return getAnnotation(type, annotation) != null;
    }

    /** Takes the place of {@link Class#getAnnotation} there. */
    public static Annotation getAnnotation(Class<?> type, Class<? extends Annotation> annotation) {
        if (READ.contains(type)) {
            if (annotation == Stream.class) {
                return STREAMS.get(type);
            }
            if (annotation == MetricsExtension.class) {
                return EXTENSIONS.get(type);
            }
        }
        return type.getAnnotation(annotation);
    }
}

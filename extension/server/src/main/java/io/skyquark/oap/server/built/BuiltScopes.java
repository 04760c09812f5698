// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.built;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.apache.skywalking.oap.server.core.source.ScopeDeclaration;
import org.apache.skywalking.oap.server.core.source.ScopeDefaultColumn.DefinedByField;
import org.apache.skywalking.oap.server.core.source.ScopeDefaultColumn.VirtualColumnDefinition;

/** Of a native server the annotations of sources and of their fields, otherwise nothing; see {@link BuiltStreams}. */
public final class BuiltScopes {

    private static final Map<Class<?>, BuiltScope> SCOPES = new HashMap<>();
    private static final Map<Class<?>, BuiltVirtualColumn> VIRTUAL_COLUMNS = new HashMap<>();
    /** Of a source the fields that are columns. */
    private static final Map<Class<?>, Field[]> FIELDS = new HashMap<>();
    private static final Map<Field, BuiltColumn> COLUMNS = new HashMap<>();

    private BuiltScopes() {
    }

    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record BuiltScope(int id, String name, String catalog) implements ScopeDeclaration {

        @Override
        public Class<? extends Annotation> annotationType() {
            return ScopeDeclaration.class;
        }
    }

    @SuppressWarnings({"rawtypes", "ClassExplicitlyAnnotation"})
    private record BuiltVirtualColumn(String fieldName, String columnName, Class type, boolean isID, int length) implements VirtualColumnDefinition {

        @Override
        public Class<? extends Annotation> annotationType() {
            return VirtualColumnDefinition.class;
        }
    }

    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record BuiltColumn(String columnName, boolean requireDynamicActive, int length, boolean groupByCondInTopN) implements DefinedByField {

        @Override
        public Class<? extends Annotation> annotationType() {
            return DefinedByField.class;
        }
    }

    /** Reads sources for a native server. */
    public static void build(Iterable<Class<?>> types) {
        for (var type : types) {
            var scope = type.getAnnotation(ScopeDeclaration.class);
            SCOPES.put(type, new BuiltScope(scope.id(), scope.name(), scope.catalog()));
            var column = type.getAnnotation(VirtualColumnDefinition.class);
            if (column != null) {
                VIRTUAL_COLUMNS.put(type, new BuiltVirtualColumn(column.fieldName(), column.columnName(), column.type(), column.isID(), column.length()));
            }
            var fields = Arrays.stream(type.getDeclaredFields()).filter(field -> field.isAnnotationPresent(DefinedByField.class)).toArray(Field[]::new);
            FIELDS.put(type, fields);
            for (var field : fields) {
                var defined = field.getAnnotation(DefinedByField.class);
                COLUMNS.put(field, new BuiltColumn(defined.columnName(), defined.requireDynamicActive(), defined.length(), defined.groupByCondInTopN()));
            }
        }
    }

    /** Takes the place of {@link Class#getAnnotation} where upstream registers the scope of a source. */
    public static Annotation getAnnotation(Class<?> type, Class<? extends Annotation> annotation) {
        if (SCOPES.containsKey(type)) {
            if (annotation == ScopeDeclaration.class) {
                return SCOPES.get(type);
            }
            if (annotation == VirtualColumnDefinition.class) {
                return VIRTUAL_COLUMNS.get(type);
            }
        }
        return type.getAnnotation(annotation);
    }

    /** Takes the place of {@link Class#getDeclaredFields} there; of a source that was read, only columns. */
    public static Field[] getDeclaredFields(Class<?> type) {
        var built = FIELDS.get(type);
        return built != null ? built : type.getDeclaredFields();
    }

    /** Takes the place of {@link Field#getAnnotation} there. */
    public static Annotation getAnnotation(Field field, Class<? extends Annotation> annotation) {
        var built = annotation == DefinedByField.class ? COLUMNS.get(field) : null;
        return built != null ? built : field.getAnnotation(annotation);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.built;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.skywalking.oap.server.core.analysis.DownSampling;
import org.apache.skywalking.oap.server.core.storage.StorageException;
import org.apache.skywalking.oap.server.core.storage.annotation.Storage;
import org.apache.skywalking.oap.server.core.storage.model.ModelColumn;

/** Of a native server the shapes of all models, otherwise nothing. */
public final class BuiltModels {

    private static final Map<Class<?>, ModelShape> SHAPES = new HashMap<>();

    private BuiltModels() {
    }

    /**
     * Reads classes for a native server.
     *
     * @throws IllegalStateException where upstream refuses a class, as it would at each start
     */
    public static void build(Iterable<Class<?>> types) {
        Map<List<Object>, ModelColumn> columns = new HashMap<>();
        for (var type : types) {
            try {
                var shape = ModelShape.of(type, 0, new Storage(type.getName(), true, DownSampling.None));
                SHAPES.put(type, shape.sharing(column -> columns.computeIfAbsent(ModelShape.key(column), key -> column)));
            } catch (StorageException e) {
                throw new IllegalStateException("no model can be made of " + type.getName() + ": " + e.getMessage(), e);
            }
        }
    }

    /** The shape of a class, or {@code null} where it was not read. */
    public static ModelShape shape(Class<?> type) {
        return SHAPES.get(type);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.skywalking.oap.server.core.source.DefaultScopeDefine;
import org.apache.skywalking.oap.server.core.storage.StorageException;
import org.apache.skywalking.oap.server.core.storage.annotation.Storage;
import org.apache.skywalking.oap.server.core.storage.model.Model;
import org.apache.skywalking.oap.server.core.storage.model.StorageModels;

import io.quarkus.runtime.ImageMode;
import io.skyquark.oap.server.built.BuiltModels;
import io.skyquark.oap.server.built.ModelShape;

/**
 * Upstream's models, of which the columns of a class are read once: upstream reads them three times for each of 1,400 metrics. A native server has read them
 * when it was built.
 */
public final class OapStorageModels extends StorageModels {

    private final Map<Class<?>, ModelShape> read = new HashMap<>();
    private final Map<String, String> columnNames = new LinkedHashMap<>();
    private final Set<ModelShape> renamed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<CreatingListener> listeners = new ArrayList<>();

    /** Stands in for {@link DefaultScopeDefine#nameOf} where upstream reads the columns of a class: scopes are checked where a model is added. */
    public static String nameOf(int scopeId) {
        return "";
    }

    @Override
    public Model add(Class<?> type, int scopeId, Storage storage) throws StorageException {
        // Refuses a scope that there is not.
        DefaultScopeDefine.nameOf(scopeId);
        var shape = shape(type, scopeId, storage);
        var model = shape.model(type, scopeId, storage);
        // Models of the same shape have the same columns.
        if (renamed.add(shape)) {
            columnNames.forEach((name, stored) -> rename(model, name, stored));
        }
        allModels().add(model);
        for (var listener : listeners) {
            listener.whenCreating(model);
        }
        return model;
    }

    private ModelShape shape(Class<?> type, int scopeId, Storage storage) throws StorageException {
        var built = BuiltModels.shape(type);
        if (built != null) {
            return built;
        }
        if (ImageMode.current() == ImageMode.NATIVE_RUN) {
            throw new StorageException("the columns of " + type.getName() + " were not read when the server was built");
        }
        var shape = read.get(type);
        if (shape == null) {
            shape = ModelShape.of(type, scopeId, storage);
            read.put(type, shape);
        }
        return shape;
    }

    private static void rename(Model model, String name, String stored) {
        for (var column : model.getColumns()) {
            column.getColumnName().overrideName(name, stored);
            column.getSqlDatabaseExtension().getIndices().forEach(index -> index.overrideName(name, stored));
        }
    }

    @Override
    public void addModelListener(CreatingListener listener) throws StorageException {
        listeners.add(listener);
        super.addModelListener(listener);
    }

    @Override
    public void overrideColumnName(String name, String stored) {
        columnNames.put(name, stored);
        renamed.clear();
        super.overrideColumnName(name, stored);
    }
}

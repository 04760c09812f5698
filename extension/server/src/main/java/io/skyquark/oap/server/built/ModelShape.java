// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.built;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.apache.skywalking.oap.server.core.analysis.FunctionCategory;
import org.apache.skywalking.oap.server.core.storage.StorageException;
import org.apache.skywalking.oap.server.core.storage.annotation.Storage;
import org.apache.skywalking.oap.server.core.storage.annotation.ValueColumnMetadata;
import org.apache.skywalking.oap.server.core.storage.annotation.ValueColumnMetadata.ValueColumn;
import org.apache.skywalking.oap.server.core.storage.model.BanyanDBModelExtension;
import org.apache.skywalking.oap.server.core.storage.model.ElasticSearchModelExtension;
import org.apache.skywalking.oap.server.core.storage.model.Model;
import org.apache.skywalking.oap.server.core.storage.model.ModelColumn;
import org.apache.skywalking.oap.server.core.storage.model.SQLDatabaseModelExtension;
import org.apache.skywalking.oap.server.core.storage.model.StorageModels;

/**
 * What upstream reads of a class by reflection to make a model of it; the models of a metric's minutes, hours and days share it.
 *
 * @param columns  without those that a storage leaves out
 * @param value    of a metric, otherwise {@code null}; its scope is that of the model
 * @param function category and name of a metric's function, otherwise empty, as {@link FunctionCategory#uniqueFunctionName} has it
 */
public record ModelShape(List<ModelColumn> columns, boolean superDataset, SQLDatabaseModelExtension sql, BanyanDBModelExtension banyanDb,
                  ElasticSearchModelExtension elasticSearch, ValueColumn value, String function) {

    /** Upstream tells this name when a class is wrong, and keeps its value column under it. */
    public static ModelShape of(Class<?> type, int scopeId, Storage storage) throws StorageException {
        Map<String, ValueColumn> values = ValueColumnMetadata.INSTANCE.getAllMetadata();
        var known = values.remove(storage.getModelName());
        try {
            var model = new StorageModels().add(type, scopeId, storage);
            return new ModelShape(model.getColumns(), model.isSuperDataset(), model.getSqlDBModelExtension(), model.getBanyanDBModelExtension(),
                model.getElasticSearchModelExtension(), values.get(storage.getModelName()), FunctionCategory.uniqueFunctionName(type));
        } finally {
            values.remove(storage.getModelName());
            if (known != null) {
                values.put(storage.getModelName(), known);
            }
        }
    }

    /** The same with columns that other shapes may share, where nothing tells them from its own. */
    public ModelShape sharing(UnaryOperator<ModelColumn> shared) {
        boolean refersToColumns = !sql.getAdditionalTables().isEmpty() || !sql.getExcludeColumns().isEmpty();
        return refersToColumns ? this : new ModelShape(columns.stream().map(shared).toList(), superDataset, sql, banyanDb, elasticSearch, value, function);
    }

    /** Everything that tells two columns apart. */
    public static List<Object> key(ModelColumn column) {
        var key = new ArrayList<>();
        key.addAll(Arrays.asList(column.getColumnName().getName(), column.getColumnName().getStorageName(), column.getType(), column.getGenericType(),
            column.isStorageOnly(), column.isIndexOnly(), column.getLength()));
        column.getSqlDatabaseExtension().getIndices().forEach(index -> key.add(List.of(index.getColumns())));
        var elasticSearch = column.getElasticSearchExtension();
        key.addAll(Arrays.asList(elasticSearch.getAnalyzer(), elasticSearch.getLegacyColumnName(), elasticSearch.isKeyword(), elasticSearch.isRouting()));
        var banyanDb = column.getBanyanDBExtension();
        key.addAll(Arrays.asList(banyanDb.getShardingKeyIdx(), banyanDb.shouldIndex(), banyanDb.getIndexType(), banyanDb.isMeasureField(), banyanDb.getAnalyzer()));
        return key;
    }

    public Model model(Class<?> type, int scopeId, Storage storage) {
        if (value != null) {
            ValueColumnMetadata.INSTANCE.putIfAbsent(storage.getModelName(), value.getValueCName(), value.getDataType(), value.getDefaultValue(), scopeId,
                value.isMultiIntValues());
        }
        // Storages remove columns from the list.
        return new Model(storage.getModelName(), new ArrayList<>(columns), scopeId, storage.getDownsampling(), superDataset, type, storage.isTimeRelativeID(),
            sql, banyanDb, elasticSearch);
    }
}

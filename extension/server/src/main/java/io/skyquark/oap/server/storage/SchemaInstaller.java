// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.skywalking.oap.server.core.storage.StorageException;
import org.apache.skywalking.oap.server.core.storage.model.Model;
import org.apache.skywalking.oap.server.core.storage.model.ModelInstaller;
import org.apache.skywalking.oap.server.library.client.Client;
import org.apache.skywalking.oap.server.library.client.jdbc.hikaricp.JDBCClient;
import org.apache.skywalking.oap.server.library.module.ModuleManager;
import org.apache.skywalking.oap.server.storage.plugin.jdbc.TableMetaInfo;
import org.apache.skywalking.oap.server.storage.plugin.jdbc.common.JDBCTableInstaller;
import org.apache.skywalking.oap.server.storage.plugin.jdbc.common.TableHelper;

/**
 * Superclass of upstream's {@link JDBCTableInstaller} in place of {@link ModelInstaller}. Some 1,400 models share a few tables, and upstream asks the
 * database twice for each model; here a column that was seen is not asked for again. What was not seen is asked for every time, so that a table or column
 * that another node makes meanwhile counts as it does upstream.
 */
public abstract class SchemaInstaller extends ModelInstaller {

    private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();

    protected SchemaInstaller(Client client, ModuleManager moduleManager) {
        super(client, moduleManager);
    }

    /** Whether the table that the model is written to has all its columns. Stands in for the method of the same name. */
    public static boolean isExists(JDBCTableInstaller installer, Model model) throws StorageException {
        return ((SchemaInstaller) (ModelInstaller) installer).hasColumns(model);
    }

    private boolean hasColumns(Model model) throws StorageException {
        TableMetaInfo.addModel(model);
        var table = TableHelper.getLatestTableForWrite(model);
        var columns = model.getColumns().stream().map(column -> column.getColumnName().getStorageName()).toList();
        if (seen.getOrDefault(table, Set.of()).containsAll(columns)) {
            return true;
        }
        var database = (JDBCClient) client;
        try {
            if (!database.tableExists(table)) {
                return false;
            }
            var present = database.getTableColumns(table);
            seen.put(table, present);
            return present.containsAll(columns);
        } catch (SQLException e) {
            throw new StorageException("cannot read the columns of table " + table + ": " + e.getMessage(), e);
        }
    }
}

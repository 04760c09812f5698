// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.sql.SQLException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
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
 * that another node makes meanwhile counts as it does upstream. The indexes of a table are read once, in place of once for each that is wanted.
 */
public abstract class SchemaInstaller extends ModelInstaller {

    /** Of a database the tables, of a table the names of its indexes in lower case. The databases of former boots go with their clients. */
    private static final Map<JDBCClient, Map<String, Set<String>>> INDEXES = Collections.synchronizedMap(new WeakHashMap<>());

    private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();

    protected SchemaInstaller(Client client, ModuleManager moduleManager) {
        super(client, moduleManager);
    }

    /** Whether the table that the model is written to has all its columns. Stands in for the method of the same name. */
    public static boolean isExists(JDBCTableInstaller installer, Model model) throws StorageException {
        return ((SchemaInstaller) (ModelInstaller) installer).hasColumns(model);
    }

    /** Takes the place of {@link JDBCClient#indexExists} where the installer creates an index that is not there. */
    public static boolean indexExists(JDBCClient database, String table, String index) throws SQLException {
        var tables = INDEXES.computeIfAbsent(database, client -> new ConcurrentHashMap<>());
        var indexes = tables.get(table);
        if (indexes == null) {
            indexes = readIndexes(database, table);
            tables.put(table, indexes);
        }
        return !indexes.add(index.toLowerCase(Locale.ROOT));
    }

    private static Set<String> readIndexes(JDBCClient database, String table) throws SQLException {
        Set<String> names = ConcurrentHashMap.newKeySet();
        try (var connection = database.getConnection();
             var found = connection.getMetaData().getIndexInfo(connection.getCatalog(), connection.getSchema(), table, false, false)) {
            while (found.next()) {
                var name = found.getString("INDEX_NAME");
                if (name != null) {
                    names.add(name.toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
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

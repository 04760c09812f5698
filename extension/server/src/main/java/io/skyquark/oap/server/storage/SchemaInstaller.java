// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.sql.SQLException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.skywalking.oap.server.core.analysis.DownSampling;
import org.apache.skywalking.oap.server.core.analysis.TimeBucket;
import org.apache.skywalking.oap.server.core.storage.StorageException;
import org.apache.skywalking.oap.server.core.storage.model.Model;
import org.apache.skywalking.oap.server.core.storage.model.ModelInstaller;
import org.apache.skywalking.oap.server.library.client.Client;
import org.apache.skywalking.oap.server.library.client.jdbc.hikaricp.JDBCClient;
import org.apache.skywalking.oap.server.library.module.ModuleManager;
import org.apache.skywalking.oap.server.library.module.ModuleProvider;
import org.apache.skywalking.oap.server.library.module.ModuleStartException;
import org.apache.skywalking.oap.server.library.module.ServiceNotProvidedException;
import org.apache.skywalking.oap.server.storage.plugin.jdbc.TableMetaInfo;
import org.apache.skywalking.oap.server.storage.plugin.jdbc.common.JDBCTableInstaller;
import org.apache.skywalking.oap.server.storage.plugin.jdbc.common.TableHelper;

import io.skyquark.oap.model.OapStartException;
import io.skyquark.oap.server.built.BuiltModels;
import io.skyquark.oap.server.lifecycle.OapExecutors;

/**
 * Superclass of upstream's {@link JDBCTableInstaller} in place of {@link ModelInstaller}. Some 1,400 models share a few tables, and upstream asks the
 * database twice for each model; here a column that was seen is not asked for again. What was not seen is asked for every time, so that a table or column
 * that another node makes meanwhile counts as it does upstream. The indexes of a table are read once, in place of once for each that is wanted.
 * While the server starts, the database is opened and tables are made on a thread of its own: modules need none before all of them have started.
 */
public abstract class SchemaInstaller extends ModelInstaller {

    /** Of a database the tables, of a table the names of its indexes in lower case. The databases of former boots go with their clients. */
    private static final Map<JDBCClient, Map<String, Set<String>>> INDEXES = Collections.synchronizedMap(new WeakHashMap<>());

    /** The installer of the boot that is under way. */
    private static final AtomicReference<SchemaInstaller> BOOTING = new AtomicReference<>();

    private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();
    private final ExecutorService thread = OapExecutors.newFixedThreadPool(1);
    private CompletableFuture<Void> schema;
    private Model last;

    protected SchemaInstaller(Client client, ModuleManager moduleManager) {
        super(client, moduleManager);
        schema = CompletableFuture.runAsync(((JDBCClient) client)::connect, thread);
        BOOTING.set(this);
    }

    @Override
    public void whenCreating(Model model) throws StorageException {
        TableMetaInfo.addModel(model);
        if (BOOTING.get() != this) {
            super.whenCreating(model);
        } else if (!sameTable(model, last)) {
            last = model;
            schema = schema.thenRunAsync(() -> createDuringBoot(model), thread);
        }
    }

    /** The minutes, hours and days of a metric, which come one after another, have the same columns of one table. */
    private static boolean sameTable(Model model, Model before) {
        return before != null && model.getStreamClass() == before.getStreamClass() && model.getName().equals(before.getName())
            && model.isTimeSeries() == before.isTimeSeries();
    }

    /** Stands in for {@link JDBCClient#connect()} where the storage module starts: connecting has begun, and modules need not wait for the answer. */
    public static void connect(JDBCClient database) {
    }

    private void createDuringBoot(Model model) {
        try {
            super.whenCreating(model);
        } catch (StorageException e) {
            throw new CompletionException(e);
        }
    }

    /**
     * Stands in for the method of the same name where modules are told that all of them have started: from here on they use the storage.
     *
     * @throws ModuleStartException where a table cannot be made
     * @throws OapStartException where the storage does not answer
     */
    public static void notifyAfterCompleted(ModuleProvider provider) throws ServiceNotProvidedException, ModuleStartException {
        var booting = BOOTING.getAndSet(null);
        if (booting != null) {
            booting.awaitSchema();
        }
        provider.notifyAfterCompleted();
    }

    private void awaitSchema() throws ModuleStartException {
        try {
            schema.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new ModuleStartException(e.getCause().getMessage(), e.getCause());
        } finally {
            thread.shutdown();
        }
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

    /** What {@link TableHelper#getLatestTableForWrite} says, which reads the annotations of the class and its superclasses. */
    private static String tableForWrite(Model model) {
        var shape = BuiltModels.shape(model.getStreamClass());
        if (shape == null) {
            return TableHelper.getLatestTableForWrite(model);
        }
        var name = shape.function().isEmpty() ? model.getName() : shape.function().replace('-', '_');
        return model.isTimeSeries() ? name + "_" + TimeBucket.getTimeBucket(System.currentTimeMillis(), DownSampling.Day) : name;
    }

    private boolean hasColumns(Model model) throws StorageException {
        var table = tableForWrite(model);
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

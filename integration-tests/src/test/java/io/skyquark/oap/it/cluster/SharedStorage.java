// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.cluster;

import io.skyquark.oap.it.server.ServerLaunch;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.tools.Server;

/** One H2 for several servers, in a process of its own: the test's. */
final class SharedStorage implements AutoCloseable {

    private final Server server;
    private final String url;

    SharedStorage() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", ServerLaunch.newDirectory("h2").toString()).start();
        // Databases in memory belong to the process, not to the server.
        url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:cluster-" + server.getPort() + ";DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE";
    }

    Map<String, String> environment() {
        return Map.of("SW_STORAGE", "h2", "SW_STORAGE_H2_URL", url);
    }

    /**
     * The sums of a counting metric over all its entities, as they lie in storage.
     *
     * @return length of the time bucket (12 for minutes, 10 for hours, 8 for days) to sum
     */
    Map<Integer, Long> totals(String metric) throws SQLException {
        Map<Integer, Long> totals = new HashMap<>();
        try (var connection = DriverManager.getConnection(url, "sa", "")) {
            for (var column : totalsOf(connection)) {
                try (var statement = connection.prepareStatement(
                    "select time_bucket, \"%s\" from \"%s\" where table_name = ?".formatted(column.name(), column.table()))) {
                    statement.setString(1, metric);
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            totals.merge(rows.getString(1).length(), rows.getLong(2), Long::sum);
                        }
                    }
                }
            }
        }
        return totals;
    }

    private record Column(String table, String name) {
    }

    /** Of the tables of all days. */
    private static List<Column> totalsOf(Connection connection) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("select TABLE_NAME, COLUMN_NAME from INFORMATION_SCHEMA.COLUMNS "
            + "where lower(TABLE_NAME) like 'metrics_cpm_%' and lower(COLUMN_NAME) in ('total', 'total_')")) {
            while (rows.next()) {
                columns.add(new Column(rows.getString(1), rows.getString(2)));
            }
        }
        return columns;
    }

    @Override
    public void close() {
        server.stop();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.apache.skywalking.oap.server.library.client.jdbc.hikaricp.JDBCClient;
import org.apache.skywalking.oap.server.library.client.request.PrepareRequest;
import org.apache.skywalking.oap.server.storage.plugin.jdbc.SQLExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.server.refusal.ClientFault;
import io.skyquark.oap.server.refusal.Refusals;

/**
 * Rows of one statement. Has the shape of upstream's {@code BatchSQLExecutor} and takes its place: there a row that the database does not take, for example for
 * a value that is too long, takes with it all rows that wait for the same statement. Here the others are written, and what is not is counted by table.
 */
public final class RowBatch {

    private static final Logger LOG = LoggerFactory.getLogger(RowBatch.class);

    /** The first name after the verb; the day at its end is left out. */
    private static final Pattern TABLE = Pattern.compile("^\\s*(?:insert\\s+into|update|delete\\s+from|merge\\s+into)\\s+[\"`]?(\\w+?)(?:_-?\\d+)?[\"`]?(?:[\\s(]|$).*",
        Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Gives a connection that commits each statement. */
    interface Connections {
        Connection open() throws SQLException;
    }

    private final Connections connections;
    private final List<PrepareRequest> rows;

    /** @param rows all of the same SQL */
    public RowBatch(JDBCClient client, List<PrepareRequest> rows) {
        this(client::getConnection, rows);
    }

    RowBatch(Connections connections, List<PrepareRequest> rows) {
        this.connections = connections;
        this.rows = rows;
    }

    /**
     * Writes all rows that can be written.
     *
     * @param size how many go to the database at a time
     * @throws SQLException where the statement itself is wrong, for example because there is no such table, or the database cannot be reached; all rows that were not
     *     written are counted
     */
    public void invoke(int size) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var sql = rows.get(0).toString();
        int tried = 0;
        try (var connection = connections.open(); var statement = connection.prepareStatement(sql)) {
            while (tried < rows.size()) {
                var part = rows.subList(tried, Math.min(rows.size(), tried + Math.max(1, size)));
                write(connection, statement, part, sql);
                tried += part.size();
            }
        } catch (SQLException e) {
            Refusals.rows(table(sql), rows.size() - tried);
            throw e;
        }
    }

    private static void write(Connection connection, PreparedStatement statement, List<PrepareRequest> part, String sql) throws SQLException {
        var failure = new Failure(sql);
        List<SQLExecutor> sent = new ArrayList<>(part.size());
        for (var row : part) {
            var executor = (SQLExecutor) row;
            try {
                executor.setParameters(statement);
                statement.addBatch();
                sent.add(executor);
            } catch (SQLException e) {
                failure.of(e);
            }
        }
        if (!sent.isEmpty()) {
            int[] results;
            try {
                results = statement.executeBatch();
            } catch (BatchUpdateException e) {
                // Rows after the failing one may not have been tried, and a transaction that failed has none of its rows.
                results = Arrays.copyOf(e.getUpdateCounts(), sent.size());
                Arrays.fill(results, Math.min(sent.size(), e.getUpdateCounts().length), sent.size(), Statement.EXECUTE_FAILED);
                statement.clearBatch();
            }
            tell(sent, results, executor -> writeOne(connection, sql, executor, failure));
        }
        failure.report(part.size());
    }

    private interface Retry {
        int write(SQLExecutor row) throws SQLException;
    }

    /** The callbacks are those of upstream. */
    private static void tell(List<SQLExecutor> sent, int[] results, Retry retry) throws SQLException {
        for (int i = 0; i < results.length; i++) {
            int result = results[i] == Statement.EXECUTE_FAILED ? retry.write(sent.get(i)) : results[i];
            if (result == 1 || result == Statement.SUCCESS_NO_INFO) {
                sent.get(i).onInsertCompleted();
            }
        }
    }

    private static int writeOne(Connection connection, String sql, SQLExecutor row, Failure failure) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            row.setParameters(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            failure.of(e);
            return Statement.EXECUTE_FAILED;
        }
    }

    static String table(String sql) {
        var matcher = TABLE.matcher(sql);
        return matcher.matches() ? matcher.group(1) : "unknown";
    }

    /** The rows of one call that were not written. */
    private static final class Failure {

        private final String sql;
        private SQLException first;
        private int rows;

        Failure(String sql) {
            this.sql = sql;
        }

        void of(SQLException reason) {
            first = first == null ? reason : first;
            rows++;
        }

        void report(int of) {
            if (rows > 0) {
                Refusals.rows(table(sql), rows);
                LOG.warn("{} of {} rows for table {} were not written, the first because: {}", rows, of, table(sql), ClientFault.text(first));
            }
        }
    }
}

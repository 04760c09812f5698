// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.apache.skywalking.oap.server.core.storage.IBatchDAO;
import org.apache.skywalking.oap.server.library.client.jdbc.hikaricp.JDBCClient;
import org.apache.skywalking.oap.server.library.client.request.InsertRequest;
import org.apache.skywalking.oap.server.library.client.request.PrepareRequest;
import org.apache.skywalking.oap.server.storage.plugin.jdbc.SQLExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.refusal.Refusals;

/**
 * Writes to H2 and PostgreSQL in place of upstream's {@code JDBCBatchDAO}, which drops a batch that fails. A batch is one transaction, so that it can be
 * repeated as a whole; where the database refuses one, its halves are tried, down to the one row that is refused.
 */
public final class JdbcWrites implements IBatchDAO {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcWrites.class);
    /** As often as upstream's queue looks for records. */
    private static final Duration LINGER = Duration.ofMillis(20);
    private static final int BATCH = 2_000;

    private final JDBCClient client;
    private final int maxBatchSqlSize;
    private final WriteQueue records;

    /** The shape of upstream's constructor. */
    public JdbcWrites(JDBCClient client, int maxBatchSqlSize, int asyncBatchPersistentPoolSize) {
        this.client = client;
        this.maxBatchSqlSize = maxBatchSqlSize;
        this.records = new WriteQueue(OapRuntime.storage().waitingRecords(), BATCH, LINGER, asyncBatchPersistentPoolSize,
            batch -> write(batch.stream().map(record -> new Row(record.kind(), (SQLExecutor) record.request(), true)).toList()));
    }

    @Override
    public void insert(InsertRequest insertRequest) {
        records.put((RecordInsert) insertRequest);
    }

    /** Returns when everything is written: the next round of the same metrics goes on from what this one has stored. */
    @Override
    public CompletableFuture<Void> flush(List<PrepareRequest> prepareRequests) {
        try {
            write(prepareRequests.stream().map(JdbcWrites::row).toList());
            return CompletableFuture.completedFuture(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException("the server stops before everything is written", e);
        }
    }

    /** @param isRecord whether it is never updated, so that one with the same key is the same record */
    private record Row(String kind, SQLExecutor request, boolean isRecord) {
    }

    private static Row row(PrepareRequest request) {
        return request instanceof RecordInsert record ? new Row(record.kind(), (SQLExecutor) record.request(), true)
            : new Row("metrics", (SQLExecutor) request, false);
    }

    private void write(List<Row> rows) throws InterruptedException {
        if (rows.isEmpty()) {
            return;
        }
        var attempt = new Attempt(rows);
        try {
            Attempts.untilAnswered(attempt::run).forEach(SQLExecutor::onInsertCompleted);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (rows.size() > 1) {
                write(rows.subList(0, rows.size() / 2));
                write(rows.subList(rows.size() / 2, rows.size()));
            } else {
                refused(rows.get(0), e);
            }
        }
    }

    private static void refused(Row row, Exception why) {
        // Sent again by an agent, or written by an attempt whose answer was lost.
        if (row.isRecord() && StorageFailures.isDuplicate(why)) {
            return;
        }
        LOG.error("The storage refuses a row of {}: {}, in {}", row.kind(), StorageFailures.text(why), row.request());
        Refusals.storageItem(row.kind(), "refused");
    }

    /** One transaction; its result is what was written of the rows. */
    private final class Attempt {

        private final Map<String, List<SQLExecutor>> statements = new LinkedHashMap<>();

        Attempt(List<Row> rows) {
            rows.forEach(row -> add(row.request()));
        }

        private void add(SQLExecutor request) {
            statements.computeIfAbsent(request.toString(), sql -> new ArrayList<>()).add(request);
            if (request.getAdditionalSQLs() != null) {
                request.getAdditionalSQLs().forEach(this::add);
            }
        }

        List<SQLExecutor> run() throws SQLException {
            try (var connection = client.getConnection(false)) {
                try {
                    List<SQLExecutor> written = new ArrayList<>();
                    for (var entry : statements.entrySet()) {
                        execute(connection, entry.getKey(), entry.getValue(), written);
                    }
                    connection.commit();
                    return written;
                } catch (SQLException | RuntimeException e) {
                    rollBack(connection, e);
                    throw e;
                }
            }
        }

        private void execute(Connection connection, String sql, List<SQLExecutor> requests, List<SQLExecutor> written) throws SQLException {
            try (var statement = connection.prepareStatement(sql)) {
                for (int from = 0; from < requests.size(); from += maxBatchSqlSize) {
                    execute(statement, requests.subList(from, Math.min(from + maxBatchSqlSize, requests.size())), written);
                }
            }
        }

        private static void execute(PreparedStatement statement, List<SQLExecutor> requests, List<SQLExecutor> written) throws SQLException {
            for (var request : requests) {
                request.setParameters(statement);
                statement.addBatch();
            }
            var results = statement.executeBatch();
            for (int i = 0; i < results.length; i++) {
                if (results[i] == 1 || results[i] == Statement.SUCCESS_NO_INFO) {
                    written.add(requests.get(i));
                }
            }
        }

        private static void rollBack(Connection connection, Exception reason) {
            try {
                connection.rollback();
            } catch (SQLException e) {
                reason.addSuppressed(e);
            }
        }
    }
}

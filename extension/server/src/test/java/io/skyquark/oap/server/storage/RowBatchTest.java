// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.apache.skywalking.oap.server.core.storage.SessionCacheCallback;
import org.apache.skywalking.oap.server.library.client.request.PrepareRequest;
import org.apache.skywalking.oap.server.storage.plugin.jdbc.SQLExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** A row that the database does not take, among rows that it takes. */
class RowBatchTest {

    private static final String URL = "jdbc:h2:mem:row-batch;DB_CLOSE_DELAY=-1";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Connection connection;

    @BeforeEach
    void createTable() throws SQLException {
        Metrics.addRegistry(meters);
        connection = DriverManager.getConnection(URL);
        connection.createStatement().execute("CREATE TABLE segment_20260101 (id VARCHAR(10) PRIMARY KEY, start_time BIGINT)");
    }

    @AfterEach
    void dropTable() throws SQLException {
        connection.createStatement().execute("DROP ALL OBJECTS");
        connection.close();
        Metrics.removeRegistry(meters);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void theOthersAreWritten(int size) throws SQLException {
        var counted = counted("segment");
        batch(row("a", 1), row("too long for the column", 2), row("b", 3), row("c", "no number"), row("b", 4), row("d", 5)).invoke(size);

        assertThat(ids()).containsExactly("a", "b", "d");
        assertThat(counted("segment") - counted).isEqualTo(3);
    }

    @Test
    void whatIsWrittenIsTold() throws SQLException {
        var told = new ArrayList<String>();
        batch(row("a", 1, told), row("a", 2, told), row("b", 3, told)).invoke(10);

        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void allRowsOfATableThatIsNotThereAreCounted() {
        var counted = counted("segment");
        var rows = List.<PrepareRequest>of(new SQLExecutor("INSERT INTO segment_99990101 (id) VALUES (?)", List.of("a"), null),
            new SQLExecutor("INSERT INTO segment_99990101 (id) VALUES (?)", List.of("b"), null));

        assertThatThrownBy(() -> new RowBatch(() -> DriverManager.getConnection(URL), rows).invoke(10)).hasMessageContaining("SEGMENT_99990101");
        assertThat(counted("segment") - counted).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "INSERT INTO metrics_all_20260101 (id, a) VALUES (?, ?)  | metrics_all",
        "insert into \"log_tag_20260101\"(id) values (?)         | log_tag",
        "INSERT INTO segment_-1234 (id) VALUES (?)               | segment",
        "UPDATE records_all_20260101 SET a = ? WHERE id = ?      | records_all",
        "DELETE FROM ui_template WHERE id = ?                    | ui_template",
        "MERGE INTO profile_task_20260101 (id) VALUES (?)        | profile_task",
        "SELECT 1                                                | unknown"})
    void countsByTableWithoutTheDay(String sql, String table) {
        assertThat(RowBatch.table(sql)).isEqualTo(table);
    }

    private static RowBatch batch(PrepareRequest... rows) {
        return new RowBatch(() -> DriverManager.getConnection(URL), List.of(rows));
    }

    private static PrepareRequest row(String id, Object time) {
        return new SQLExecutor("INSERT INTO segment_20260101 (id, start_time) VALUES (?, ?)", List.of(id, time), null);
    }

    private static PrepareRequest row(String id, Object time, List<String> told) {
        return new SQLExecutor("INSERT INTO segment_20260101 (id, start_time) VALUES (?, ?)", List.of(id, time), new SessionCacheCallback(null, null) {
            @Override
            public void onInsertCompleted() {
                told.add(id);
            }
        });
    }

    private List<String> ids() throws SQLException {
        var ids = new ArrayList<String>();
        try (var found = connection.createStatement().executeQuery("SELECT id FROM segment_20260101 ORDER BY id")) {
            while (found.next()) {
                ids.add(found.getString(1));
            }
        }
        return ids;
    }

    private double counted(String table) {
        var counter = meters.find("oap.storage.rows.refused").tag("table", table).functionCounter();
        return counter == null ? 0 : counter.count();
    }
}

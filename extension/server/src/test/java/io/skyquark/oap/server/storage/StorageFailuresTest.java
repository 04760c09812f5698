// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletionException;

import org.apache.skywalking.banyandb.v1.client.grpc.exception.BanyanDBException;
import org.junit.jupiter.api.Test;

import io.grpc.Status;

class StorageFailuresTest {

    @Test
    void aStorageThatIsNotThereMayComeBack() {
        assertThat(StorageFailures.passes(new SQLException("refused", "08001"))).isTrue();
        assertThat(StorageFailures.passes(new SQLException("the database system is starting up", "57P03"))).isTrue();
        assertThat(StorageFailures.passes(new SQLTransientConnectionException("no connection for you"))).isTrue();
        assertThat(StorageFailures.passes(new SQLException("Sorry, acquisition timeout!"))).isTrue();
        assertThat(StorageFailures.passes(new IOException(new SQLException("deadlock", "40P01")))).isTrue();
        assertThat(StorageFailures.passes(new CompletionException(Status.UNAVAILABLE.asRuntimeException()))).isTrue();
        assertThat(StorageFailures.passes(new IOException(new BanyanDBException(new IOException(), Status.Code.DEADLINE_EXCEEDED, true)))).isTrue();
    }

    @Test
    void whatIsRefusedStaysRefused() {
        assertThat(StorageFailures.passes(new SQLException("password", "28P01"))).isFalse();
        assertThat(StorageFailures.passes(new SQLException("no such database", "3D000"))).isFalse();
        assertThat(StorageFailures.passes(new SQLException("syntax", "42601"))).isFalse();
        assertThat(StorageFailures.passes(Status.INVALID_ARGUMENT.asRuntimeException())).isFalse();
        assertThat(StorageFailures.passes(new BanyanDBException(new IOException(), Status.Code.NOT_FOUND, false))).isFalse();
        assertThat(StorageFailures.passes(new IllegalStateException("not of the storage"))).isFalse();
    }

    @Test
    void aDuplicateIsFoundInABatch() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:h2:mem:"); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE one (id INT PRIMARY KEY)");
            statement.addBatch("INSERT INTO one VALUES (1)");
            statement.addBatch("INSERT INTO one VALUES (1)");
            SQLException failure = null;
            try {
                statement.executeBatch();
            } catch (BatchUpdateException e) {
                failure = e;
            }
            assertThat(StorageFailures.isDuplicate(new IOException(failure))).isTrue();
            assertThat(StorageFailures.passes(failure)).isFalse();
        }
        assertThat(StorageFailures.isDuplicate(new SQLException("refused", "08001"))).isFalse();
    }

    @Test
    void theTextIsThatOfTheCauseOnOneLine() {
        assertThat(StorageFailures.text(new IOException("outer", new SQLException("a\n  b", "08001")))).isEqualTo("a b");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

import org.apache.skywalking.banyandb.v1.client.grpc.exception.BanyanDBException;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;

/** Tells a storage that does not answer, or not now, from one that refuses what it was asked. */
final class StorageFailures {

    /**
     * Classes of SQLSTATE: connection, lack of resources, intervention of an operator (PostgreSQL says that it starts or stops), error of the system, conflict
     * with another transaction.
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58", "40");
    /** H2: connection broken, database closed, table locked for too long, object closed by a stop, I/O error. */
    private static final Set<Integer> PASSING_CODES_OF_H2 = Set.of(90067, 90098, 90121, 50200, 90007, 90028, 90031);
    private static final String DUPLICATE_KEY = "23505";
    private static final Set<Status.Code> PASSING_STATUSES = Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.RESOURCE_EXHAUSTED,
        Status.Code.ABORTED, Status.Code.CANCELLED, Status.Code.INTERNAL);

    private StorageFailures() {
    }

    /** Whether the same may succeed later. */
    static boolean passes(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return passes(sql);
            }
            if (cause instanceof BanyanDBException banyanDb) {
                return PASSING_STATUSES.contains(banyanDb.getStatus());
            }
            if (cause instanceof StatusRuntimeException grpc) {
                return PASSING_STATUSES.contains(grpc.getStatus().getCode());
            }
            if (cause instanceof StatusException grpc) {
                return PASSING_STATUSES.contains(grpc.getStatus().getCode());
            }
        }
        return false;
    }

    /** Whether a row with the same key is there already. */
    static boolean isDuplicate(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            for (var sql = cause instanceof SQLException first ? first : null; sql != null; sql = sql.getNextException()) {
                if (DUPLICATE_KEY.equals(sql.getSQLState())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What went wrong, on one line. */
    static String text(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()).replaceAll("\\s+", " ");
    }

    private static boolean passes(SQLException failure) {
        var state = failure.getSQLState();
        // The pool's own words, for example that it waited in vain for a connection, have no state.
        return state == null || failure instanceof SQLTransientException || failure instanceof SQLRecoverableException
            || state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2)) || PASSING_CODES_OF_H2.contains(failure.getErrorCode());
    }
}

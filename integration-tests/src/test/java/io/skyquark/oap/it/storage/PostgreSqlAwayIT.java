// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.storage;

import java.util.Optional;

/** See {@link StorageAway}. */
class PostgreSqlAwayIT extends StorageAway {

    @Override
    Optional<Storage> find() {
        return PostgreSql.find();
    }

    @Override
    String program() {
        return "initdb";
    }
}

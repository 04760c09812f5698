// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.storage;

import java.util.Optional;

/** See {@link StorageAway}. */
class BanyanDbAwayIT extends StorageAway {

    @Override
    Optional<Storage> find() {
        return BanyanDb.find();
    }

    @Override
    String program() {
        return "banyand";
    }
}

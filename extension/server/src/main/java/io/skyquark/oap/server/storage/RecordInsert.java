// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import org.apache.skywalking.oap.server.library.client.request.InsertRequest;

/**
 * A record on its way to storage.
 *
 * @param kind name of its model, for example {@code segment}
 * @param request as the storage plugin made it
 */
record RecordInsert(String kind, InsertRequest request) implements InsertRequest {

    @Override
    public void onInsertCompleted() {
        request.onInsertCompleted();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import org.apache.skywalking.oap.server.core.storage.IMetricsDAO;
import org.apache.skywalking.oap.server.core.storage.IRecordDAO;
import org.apache.skywalking.oap.server.core.storage.type.StorageBuilder;
import org.apache.skywalking.oap.server.storage.plugin.banyandb.BanyanDBStorageClient;
import org.apache.skywalking.oap.server.storage.plugin.banyandb.stream.BanyanDBStorageDAO;

/** In place of upstream's {@link BanyanDBStorageDAO}; see {@link WritableDaos}. */
public final class BanyanDbStorage extends BanyanDBStorageDAO {

    public BanyanDbStorage(BanyanDBStorageClient client) {
        super(client);
    }

    @Override
    public IMetricsDAO newMetricsDao(StorageBuilder builder) {
        return WritableDaos.metrics(super.newMetricsDao(builder));
    }

    @Override
    public IRecordDAO newRecordDao(StorageBuilder builder) {
        return WritableDaos.records(super.newRecordDao(builder));
    }
}

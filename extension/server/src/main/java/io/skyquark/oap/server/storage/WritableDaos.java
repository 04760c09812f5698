// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.io.IOException;
import java.util.List;

import org.apache.skywalking.oap.server.core.analysis.metrics.Metrics;
import org.apache.skywalking.oap.server.core.storage.IMetricsDAO;
import org.apache.skywalking.oap.server.core.storage.IRecordDAO;
import org.apache.skywalking.oap.server.core.storage.SessionCacheCallback;
import org.apache.skywalking.oap.server.core.storage.model.Model;
import org.apache.skywalking.oap.server.library.client.request.InsertRequest;
import org.apache.skywalking.oap.server.library.client.request.UpdateRequest;

/** What upstream's two kinds of DAO for streamed data lack for a storage that does not always answer. */
final class WritableDaos {

    private WritableDaos() {
    }

    /** Records that know their kind. */
    static IRecordDAO records(IRecordDAO upstream) {
        return (model, record) -> new RecordInsert(model.getName(), upstream.prepareBatchInsert(model, record));
    }

    /**
     * Metrics whose stored value is read however long it takes: upstream takes a failed read for a metric that is not there, and overwrites what is stored with
     * the part that came in since.
     */
    static IMetricsDAO metrics(IMetricsDAO upstream) {
        return new IMetricsDAO() {
            @Override
            public List<Metrics> multiGet(Model model, List<Metrics> metrics) throws Exception {
                return Attempts.untilAnswered(() -> upstream.multiGet(model, metrics));
            }

            @Override
            public InsertRequest prepareBatchInsert(Model model, Metrics metrics, SessionCacheCallback callback) throws IOException {
                return upstream.prepareBatchInsert(model, metrics, callback);
            }

            @Override
            public UpdateRequest prepareBatchUpdate(Model model, Metrics metrics, SessionCacheCallback callback) throws IOException {
                return upstream.prepareBatchUpdate(model, metrics, callback);
            }

            @Override
            public boolean isExpiredCache(Model model, Metrics cachedValue, long currentTimeMillis, int ttl) {
                return upstream.isExpiredCache(model, cachedValue, currentTimeMillis, ttl);
            }
        };
    }
}

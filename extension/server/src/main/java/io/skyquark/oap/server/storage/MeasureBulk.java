// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.apache.skywalking.banyandb.model.v1.BanyandbModel.Status;
import org.apache.skywalking.banyandb.measure.v1.BanyandbMeasure;
import org.apache.skywalking.banyandb.measure.v1.MeasureServiceGrpc.MeasureServiceStub;
import org.apache.skywalking.banyandb.v1.client.AbstractWrite;
import org.apache.skywalking.banyandb.v1.client.BanyanDBClient;
import org.apache.skywalking.banyandb.v1.client.MeasureBulkWriteProcessor;
import org.apache.skywalking.banyandb.v1.client.grpc.exception.BanyanDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.grpc.stub.StreamObserver;

/** Upstream's processor for bulks of measures that looks at the answers. */
final class MeasureBulk extends MeasureBulkWriteProcessor implements Bulk {

    private static final Logger LOG = LoggerFactory.getLogger(MeasureBulk.class);

    private final BanyanDBClient client;
    private BulkAnswers answers = new BulkAnswers();

    /** @param timeout of a bulk, in seconds */
    MeasureBulk(BanyanDBClient client, int maxBulkSize, int timeout) {
        super(client, maxBulkSize, BulkSender.NO_FLUSH_SECONDS, 1, timeout);
        this.client = client;
        // Nothing is left in the processor between two bulks.
        close();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Outcome send(List<? extends AbstractWrite<?>> writes) {
        answers = new BulkAnswers();
        return BulkSender.send(writes, write -> add((AbstractWrite<BanyandbMeasure.WriteRequest>) write), this::flush, answers);
    }

    @Override
    protected StreamObserver<BanyandbMeasure.WriteRequest> buildStreamObserver(MeasureServiceStub stub, CompletableFuture<Void> batch) {
        var current = answers;
        Set<String> expired = new HashSet<>();
        StreamObserver<BanyandbMeasure.WriteResponse> responses = current.responses(batch, response -> {
            current.answer(response.getMessageId(), response.getStatus());
            var schema = response.getMetadata();
            if (response.getStatus() == Status.STATUS_EXPIRED_SCHEMA && expired.add(schema.getGroup() + '.' + schema.getName())) {
                refresh(schema.getGroup(), schema.getName());
            }
        });
        return current.requests(stub.write(responses), BanyandbMeasure.WriteRequest::getMessageId);
    }

    private void refresh(String group, String name) {
        try {
            client.updateMeasureMetadataCacheFromSever(group, name);
            LOG.info("The schema of {}.{} has changed, its next writes follow the new one", group, name);
        } catch (BanyanDBException e) {
            LOG.error("The schema of {}.{} has changed, and cannot be read: {}", group, name, e.getMessage());
        }
    }
}

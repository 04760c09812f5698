// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.skywalking.banyandb.measure.v1.BanyandbMeasure;
import org.apache.skywalking.banyandb.measure.v1.MeasureServiceGrpc.MeasureServiceStub;
import org.apache.skywalking.banyandb.v1.client.AbstractWrite;
import org.apache.skywalking.banyandb.v1.client.BanyanDBClient;
import org.apache.skywalking.banyandb.v1.client.MeasureBulkWriteProcessor;

import io.grpc.stub.StreamObserver;

/** Upstream's processor for bulks of measures that looks at the answers. */
final class MeasureBulk extends MeasureBulkWriteProcessor implements Bulk {

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
        var expired = new ExpiredSchemas(client::updateMeasureMetadataCacheFromSever);
        StreamObserver<BanyandbMeasure.WriteResponse> responses = current.responses(batch, response -> {
            current.answer(response.getMessageId(), response.getStatus());
            expired.answered(response.getStatus(), response.getMetadata());
        });
        return current.requests(stub.write(responses), BanyandbMeasure.WriteRequest::getMessageId);
    }
}

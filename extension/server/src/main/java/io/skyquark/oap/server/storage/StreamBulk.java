// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.skywalking.banyandb.stream.v1.BanyandbStream;
import org.apache.skywalking.banyandb.stream.v1.StreamServiceGrpc.StreamServiceStub;
import org.apache.skywalking.banyandb.v1.client.AbstractWrite;
import org.apache.skywalking.banyandb.v1.client.BanyanDBClient;
import org.apache.skywalking.banyandb.v1.client.StreamBulkWriteProcessor;

import io.grpc.stub.StreamObserver;

/** Upstream's processor for bulks of streams that looks at the answers. */
final class StreamBulk extends StreamBulkWriteProcessor implements Bulk {

    private final BanyanDBClient client;
    private BulkAnswers answers = new BulkAnswers();

    /** @param timeout of a bulk, in seconds */
    StreamBulk(BanyanDBClient client, int maxBulkSize, int timeout) {
        super(client, maxBulkSize, BulkSender.NO_FLUSH_SECONDS, 1, timeout);
        this.client = client;
        // Nothing is left in the processor between two bulks.
        close();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Outcome send(List<? extends AbstractWrite<?>> writes) {
        answers = new BulkAnswers();
        return BulkSender.send(writes, write -> add((AbstractWrite<BanyandbStream.WriteRequest>) write), this::flush, answers);
    }

    @Override
    protected StreamObserver<BanyandbStream.WriteRequest> buildStreamObserver(StreamServiceStub stub, CompletableFuture<Void> batch) {
        var current = answers;
        var expired = new ExpiredSchemas(client::updateStreamMetadataCacheFromSever);
        StreamObserver<BanyandbStream.WriteResponse> responses = current.responses(batch, response -> {
            current.answer(response.getMessageId(), response.getStatus());
            expired.answered(response.getStatus(), response.getMetadata());
        });
        return current.requests(stub.write(responses), BanyandbStream.WriteRequest::getMessageId);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.util.concurrent.CompletableFuture;

import org.reactivestreams.Subscriber;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregationOptions;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.stream.SubscriptionOption;

import io.netty.util.concurrent.EventExecutor;

/**
 * A request whose body is there already. Handlers that aggregate it get it at once and in their own thread; Armeria's own request would start Armeria's
 * event loops for that.
 */
final class CompleteHttpRequest implements HttpRequest {

    private final AggregatedHttpRequest whole;
    private final HttpRequest stream;

    CompleteHttpRequest(AggregatedHttpRequest whole) {
        this.whole = whole;
        this.stream = whole.toHttpRequest();
    }

    @Override
    public RequestHeaders headers() {
        return whole.headers();
    }

    @Override
    public CompletableFuture<AggregatedHttpRequest> aggregate() {
        return CompletableFuture.completedFuture(whole);
    }

    @Override
    public CompletableFuture<AggregatedHttpRequest> aggregate(EventExecutor executor) {
        return aggregate();
    }

    @Override
    public CompletableFuture<AggregatedHttpRequest> aggregate(AggregationOptions options) {
        return aggregate();
    }

    @Override
    public boolean isOpen() {
        return stream.isOpen();
    }

    @Override
    public boolean isEmpty() {
        return stream.isEmpty();
    }

    @Override
    public long demand() {
        return stream.demand();
    }

    @Override
    public CompletableFuture<Void> whenComplete() {
        return stream.whenComplete();
    }

    @Override
    public void subscribe(Subscriber<? super HttpObject> subscriber, EventExecutor executor, SubscriptionOption... options) {
        stream.subscribe(subscriber, executor, options);
    }

    @Override
    public void abort() {
        stream.abort();
    }

    @Override
    public void abort(Throwable cause) {
        stream.abort(cause);
    }
}

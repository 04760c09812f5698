// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;

import io.netty.util.concurrent.ImmediateEventExecutor;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * A complete response.
 *
 * @param headers without the content length
 */
record HttpAnswer(int status, MultiMap headers, byte[] body) {

    private static final String TEXT = "text/plain; charset=utf-8";

    /** What upstream's server answers where no handler does: status and reason, one a line. */
    static HttpAnswer ofStatus(int status) {
        return ofStatus(status, HttpStatus.valueOf(status).reasonPhrase());
    }

    static HttpAnswer ofStatus(int status, String description) {
        return text(status, "Status: " + status + "\nDescription: " + description + "\n");
    }

    /** To methods that no handler of the server takes. */
    static HttpAnswer methodNotAllowed() {
        return text(405, HttpStatus.METHOD_NOT_ALLOWED.toString());
    }

    private static HttpAnswer text(int status, String body) {
        return new HttpAnswer(status, contentType(TEXT), body.getBytes(StandardCharsets.UTF_8));
    }

    HttpAnswer with(CharSequence header, CharSequence value) {
        headers.set(header, value);
        return this;
    }

    /** What a handler method returned; the result may fail later. */
    static CompletableFuture<HttpAnswer> of(Object result) {
        if (result instanceof HttpResponse response) {
            return response.aggregate(ImmediateEventExecutor.INSTANCE).thenApply(HttpAnswer::of);
        }
        if (result instanceof AggregatedHttpResponse response) {
            return CompletableFuture.completedFuture(of(response));
        }
        if (result instanceof Message message) {
            return CompletableFuture.completedFuture(new HttpAnswer(200, contentType("application/protobuf"), message.toByteArray()));
        }
        if (result instanceof CharSequence text) {
            return CompletableFuture.completedFuture(text(200, text.toString()));
        }
        return CompletableFuture.failedFuture(new IllegalStateException("No response converter for " + result));
    }

    private static HttpAnswer of(AggregatedHttpResponse response) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<? extends CharSequence, String> header : response.headers()) {
            // Pseudo headers carry the status; the length is set when the response is written.
            if (header.getKey().charAt(0) != ':' && !HttpHeaders.CONTENT_LENGTH.toString().contentEquals(header.getKey())) {
                headers.add(header.getKey().toString(), header.getValue());
            }
        }
        return new HttpAnswer(response.status().code(), headers, response.content().array());
    }

    private static MultiMap contentType(String type) {
        return MultiMap.caseInsensitiveMultiMap().set(HttpHeaders.CONTENT_TYPE, type);
    }

    /** Writes the response unless the client has gone; a HEAD request gets the headers of the body it does not get. */
    void writeTo(HttpServerRequest request) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status);
        response.headers().addAll(headers);
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(Buffer.buffer(body));
        }
    }
}

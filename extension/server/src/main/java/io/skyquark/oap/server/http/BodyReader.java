// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Receives a request body up to a limit. Must be called on the request's context, where the request may be paused. */
final class BodyReader {

    /** How many limits' worth of a body that is too long is thrown away before the connection is cut. */
    private static final int PATIENCE = 16;

    private final HttpServerRequest request;
    private final int limit;
    private final Promise<Buffer> result = Promise.promise();
    private Buffer body = Buffer.buffer();
    private long received;

    private BodyReader(HttpServerRequest request, int limit) {
        this.request = request;
        this.limit = limit;
    }

    /** The body; {@code null} where it is longer than the limit. Fails where the client goes away. */
    static Future<Buffer> read(HttpServerRequest request, int limit) {
        if (request.isEnded()) {
            return Future.succeededFuture(Buffer.buffer());
        }
        return new BodyReader(request, limit).read();
    }

    private Future<Buffer> read() {
        request.handler(this::receive);
        request.endHandler(ended -> result.tryComplete(body));
        request.exceptionHandler(result::tryFail);
        if (declaredLength() > limit) {
            body = null;
            if (waitsForContinue()) {
                result.tryComplete(null);
            }
        } else if (waitsForContinue()) {
            request.response().writeContinue();
        }
        request.resume();
        return result.future();
    }

    private void receive(Buffer chunk) {
        received += chunk.length();
        if (body != null && received <= limit) {
            body.appendBuffer(chunk);
            return;
        }
        // The rest is read and dropped before the answer goes out: with that the connection closes, and a client that is still sending would not get to see it.
        body = null;
        if (received > (long) PATIENCE * limit) {
            result.tryComplete(null);
            request.connection().close();
        }
    }

    private boolean waitsForContinue() {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    private long declaredLength() {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

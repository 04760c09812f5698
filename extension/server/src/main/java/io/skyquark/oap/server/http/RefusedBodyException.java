// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import io.skyquark.oap.server.refusal.ClientFault;

/** A body that no handler gets to see. Upstream's server answers most of these with status 500, which a client takes for something that may pass. */
final class RefusedBodyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    private RefusedBodyException(int status, String message, Throwable cause) {
        super(message, cause, false, false);
        this.status = status;
    }

    /** @param how continues "the body", for example {@code is not gzip} */
    static RefusedBodyException malformed(String how, Throwable cause) {
        return new RefusedBodyException(400, "the body " + how + ": " + ClientFault.text(cause), cause);
    }

    static RefusedBodyException unknownEncoding(String encoding) {
        return new RefusedBodyException(415, "content encoding " + ClientFault.shorten(encoding) + " is unknown; gzip and deflate are known", null);
    }

    HttpAnswer answer() {
        var answer = HttpAnswer.ofStatus(status, getMessage());
        return status == 415 ? answer.with("Accept-Encoding", "gzip, deflate") : answer;
    }
}

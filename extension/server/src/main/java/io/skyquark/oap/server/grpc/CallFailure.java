// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.skyquark.oap.server.refusal.ClientFault;

/** What a client is told of a call whose message or handler failed. Upstream's server says UNKNOWN to all of it, and nothing more. */
final class CallFailure {

    private CallFailure() {
    }

    static Status of(Throwable failure) {
        if (failure instanceof StatusRuntimeException e) {
            return e.getStatus();
        }
        if (failure instanceof StatusException e) {
            return e.getStatus();
        }
        return ClientFault.isOne(failure)
            ? Status.INVALID_ARGUMENT.withDescription("the message cannot be processed: " + ClientFault.text(failure)).withCause(failure)
            : Status.INTERNAL.withDescription("the handler failed: " + ClientFault.text(failure)).withCause(failure);
    }

    /** A message that cannot be parsed; its parser tells more in the cause. */
    static Status malformed(Throwable failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        return Status.INVALID_ARGUMENT.withDescription("the message is malformed: " + ClientFault.text(cause)).withCause(failure);
    }
}

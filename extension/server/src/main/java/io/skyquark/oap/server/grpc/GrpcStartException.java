// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import org.apache.skywalking.oap.server.library.server.ServerException;

/** A gRPC port cannot be opened; the message names it. */
final class GrpcStartException extends ServerException {

    GrpcStartException(String message, Throwable cause) {
        super(message, cause);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.skyquark.oap.server.refusal.Refusals;

/** Counts the calls of one port that end with a problem, also those that never reach a handler: unknown methods and encodings, messages that are too long. */
final class CallTracer extends ServerStreamTracer.Factory {

    private static final String UNKNOWN = "unknown";

    private final OapGrpcServers boot;

    CallTracer(OapGrpcServers boot) {
        this.boot = boot;
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        return new ServerStreamTracer() {
            @Override
            public void streamClosed(Status status) {
                // Cancelled is what the client did, or the network.
                if (!status.isOk() && status.getCode() != Status.Code.CANCELLED) {
                    Refusals.grpcCall(service(fullMethodName), status.getCode().name());
                }
            }
        };
    }

    /** A client can ask for any name, and a label must not have any value. */
    private String service(String fullMethodName) {
        int slash = fullMethodName.lastIndexOf('/');
        var service = slash < 0 ? fullMethodName : fullMethodName.substring(0, slash);
        return boot.known().stream().anyMatch(known -> known.service().equals(service)) ? service : UNKNOWN;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.skyquark.oap.model.GrpcServiceInfo;

/** Stands for a service that the server could serve and does not: every call ends with {@code UNIMPLEMENTED} and the reason. */
final class AbsentService {

    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try (stream) {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private AbsentService() {
    }

    static ServerServiceDefinition definition(GrpcServiceInfo info, String reason) {
        var status = Status.UNIMPLEMENTED.withDescription(reason);
        var definition = ServerServiceDefinition.builder(info.service());
        for (String method : info.methods()) {
            var descriptor = MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(MethodDescriptor.MethodType.UNKNOWN)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(info.service(), method))
                .build();
            definition.addMethod(descriptor, (call, headers) -> {
                call.close(status, new Metadata());
                return new ServerCall.Listener<byte[]>() { };
            });
        }
        return definition.build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.io.InputStream;

import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;

/**
 * A service whose messages, where they cannot be parsed, reach {@link GatedCall} as {@link Malformed}: gRPC itself would end the call with UNKNOWN and without
 * a word about the message. They are parsed where and when they always are.
 */
final class CheckedRequests {

    /** Stands for a message; nothing between the parser and the gate looks at messages. */
    record Malformed(Status status) {
    }

    private CheckedRequests() {
    }

    static ServerServiceDefinition of(ServerServiceDefinition service) {
        var methods = service.getMethods().stream().map(CheckedRequests::checked).toList();
        var descriptor = ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName())
            .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        var definition = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(definition::addMethod);
        return definition.build();
    }

    private static <ReqT, RespT> ServerMethodDefinition<ReqT, RespT> checked(ServerMethodDefinition<ReqT, RespT> method) {
        var descriptor = method.getMethodDescriptor();
        return ServerMethodDefinition.create(
            descriptor.toBuilder(new Marshaller<>(descriptor.getRequestMarshaller()), descriptor.getResponseMarshaller()).build(), method.getServerCallHandler());
    }

    private record Marshaller<T>(MethodDescriptor.Marshaller<T> delegate) implements MethodDescriptor.Marshaller<T> {

        @Override
        public InputStream stream(T value) {
            return delegate.stream(value);
        }

        @Override
        @SuppressWarnings("unchecked")
        public T parse(InputStream stream) {
            try {
                return delegate.parse(stream);
            } catch (RuntimeException e) {
                return (T) (Object) new Malformed(CallFailure.malformed(e));
            }
        }
    }
}

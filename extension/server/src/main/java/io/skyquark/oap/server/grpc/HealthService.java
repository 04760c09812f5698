// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import static grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus.NOT_SERVING;
import static grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus.SERVING;

import java.util.function.BooleanSupplier;

import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;

/**
 * {@code grpc.health.v1.Health} with upstream's one method and its indifference to the name of the service asked for, except that the answer is true: upstream
 * is serving as soon as the port is open.
 *
 * <p>Built by hand, because the stubs exist twice on the class path, in server-core and in Quarkus, over different message classes.
 */
final class HealthService {

    static final String NAME = "grpc.health.v1.Health";

    private static final MethodDescriptor<HealthCheckRequest, HealthCheckResponse> CHECK = MethodDescriptor
        .newBuilder(ProtoUtils.marshaller(HealthCheckRequest.getDefaultInstance()), ProtoUtils.marshaller(HealthCheckResponse.getDefaultInstance()))
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, "Check"))
        .build();

    private HealthService() {
    }

    static ServerServiceDefinition definition(BooleanSupplier ready) {
        return ServerServiceDefinition.builder(NAME)
            .addMethod(CHECK, ServerCalls.asyncUnaryCall((request, response) -> {
                response.onNext(HealthCheckResponse.newBuilder().setStatus(ready.getAsBoolean() ? SERVING : NOT_SERVING).build());
                response.onCompleted();
            }))
            .build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.grpc;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.quarkus.grpc.GrpcService;
import jakarta.inject.Singleton;

/** A service without methods. Quarkus starts its gRPC server only where a service is a class bean, and all others here are synthetic. */
@Singleton
@GrpcService
public class GrpcServerSwitch implements BindableService {

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder("io.skyquark.oap.GrpcServerSwitch").build();
    }
}

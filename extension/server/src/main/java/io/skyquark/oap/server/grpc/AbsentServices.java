// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import io.grpc.HandlerRegistry;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.skyquark.oap.model.GrpcServiceInfo;
import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.module.AbsentModule;

/** The services that the build knows and a port does not serve: each says where it is, or what turns it on. */
final class AbsentServices extends HandlerRegistry {

    private final OapGrpcServers boot;

    AbsentServices(OapGrpcServers boot) {
        this.boot = boot;
    }

    ServerServiceDefinition definition(GrpcServiceInfo info) {
        return AbsentService.definition(info, reason(info));
    }

    /** Asked by an additional port for everything that was not registered with it; {@code null} where the build does not know the service either. */
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
        var service = method.substring(0, Math.max(0, method.lastIndexOf('/')));
        var info = boot.known().stream().filter(known -> known.service().equals(service)).findFirst();
        return info.<ServerMethodDefinition<?, ?>>map(known -> definition(known).getMethod(method)).orElse(null);
    }

    private String reason(GrpcServiceInfo info) {
        for (var server : boot.servers()) {
            if (server.serviceNames().contains(info.service())) {
                return info.service() + " is served on port " + server.port();
            }
        }
        return AbsentModule.reason(OapRuntime.configuration(), info.module(), info.service());
    }
}

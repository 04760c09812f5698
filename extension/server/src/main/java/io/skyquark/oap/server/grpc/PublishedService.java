// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.skyquark.oap.model.GrpcServiceInfo;

/**
 * One service on the core port, as Quarkus' gRPC server sees it. A bean of this class exists for every service that upstream's handlers could serve, decided at
 * augmentation; which of them do is decided by the boot. Quarkus tells blocking methods by this class' name: all methods of all services are.
 */
public final class PublishedService implements BindableService {

    private final GrpcServiceInfo info;
    private final OapGrpcServers boot;

    PublishedService(GrpcServiceInfo info, OapGrpcServers boot) {
        this.info = info;
        this.boot = boot;
    }

    @Override
    public ServerServiceDefinition bindService() {
        var core = boot.core();
        var definition = core == null ? null : core.service(info.service());
        return definition == null ? AbsentService.definition(info, reason()) : definition;
    }

    private String reason() {
        for (var server : boot.servers()) {
            if (server.serviceNames().contains(info.service())) {
                return info.service() + " is served on port " + server.port();
            }
        }
        if (info.module().isEmpty()) {
            return "no module that is on serves " + info.service();
        }
        return boot.isOn(info.module())
            ? "module " + info.module() + " is on, but its settings leave " + info.service() + " out"
            : "module " + info.module() + " is off and with it " + info.service() + "; select a provider in application.yml, for example "
                + info.module() + ".selector=default, or in the SW_ variable of that selector";
    }
}

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
        return definition == null ? boot.absent().definition(info) : definition;
    }
}

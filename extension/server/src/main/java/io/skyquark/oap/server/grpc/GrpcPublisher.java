// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import io.grpc.BindableService;
import io.skyquark.oap.model.GrpcServiceInfo;
import io.skyquark.oap.model.OapServer;
import io.skyquark.oap.model.OapStartException;

/** Hands the services of a booted server to Quarkus, by name. The recorder knows this class only as the function it is. */
public final class GrpcPublisher implements BiFunction<List<GrpcServiceInfo>, OapServer, Map<String, BindableService>> {

    /**
     * @param known the services found at augmentation
     * @param server answers the health service
     * @return name to service, one for each known name
     * @throws OapStartException where a module registered a service that augmentation did not find and Quarkus would therefore not serve
     */
    @Override
    public Map<String, BindableService> apply(List<GrpcServiceInfo> known, OapServer server) {
        var boot = OapGrpcServers.current();
        if (boot.core() == null) {
            throw new OapStartException("the core module has not created its gRPC server");
        }
        var unknown = new TreeSet<>(boot.core().serviceNames());
        unknown.removeAll(known.stream().map(GrpcServiceInfo::service).collect(Collectors.toSet()));
        if (!unknown.isEmpty()) {
            throw new OapStartException("gRPC services registered by modules but unknown to the build: " + String.join(", ", unknown)
                + "; index the archives of their handlers (quarkus.index-dependency.<name>.group-id and .artifact-id)");
        }
        boot.setKnown(known);
        boot.booted(server);
        Map<String, BindableService> services = new HashMap<>();
        known.forEach(info -> services.put(info.service(), new PublishedService(info, boot)));
        return services;
    }
}

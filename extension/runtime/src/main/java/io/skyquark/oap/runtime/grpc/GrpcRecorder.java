// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.grpc;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import com.google.common.base.Suppliers;

import io.grpc.BindableService;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.skyquark.oap.model.GrpcServiceInfo;
import io.skyquark.oap.model.OapServer;

/** Turns the services of the booted server into beans. */
@Recorder
public class GrpcRecorder {

    /** The services are there when the server has booted, and are asked for when the gRPC server opens. */
    public Supplier<Map<String, BindableService>> publish(
        RuntimeValue<BiFunction<List<GrpcServiceInfo>, OapServer, Map<String, BindableService>>> publisher, List<GrpcServiceInfo> services,
        RuntimeValue<OapServer> server) {
        return Suppliers.memoize(() -> publisher.getValue().apply(services, server.getValue()));
    }

    public Supplier<BindableService> service(Supplier<Map<String, BindableService>> published, String name) {
        return () -> published.get().get(name);
    }
}

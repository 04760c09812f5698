// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.grpc;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.grpc.BindableService;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.skyquark.oap.model.GrpcServiceInfo;
import io.skyquark.oap.model.OapServer;

/** Turns the services of the booted server into beans. */
@Recorder
public class GrpcRecorder {

    public RuntimeValue<Map<String, BindableService>> publish(
        RuntimeValue<BiFunction<List<GrpcServiceInfo>, OapServer, Map<String, BindableService>>> publisher, List<GrpcServiceInfo> services,
        RuntimeValue<OapServer> server) {
        return new RuntimeValue<>(publisher.getValue().apply(services, server.getValue()));
    }

    public Supplier<BindableService> service(RuntimeValue<Map<String, BindableService>> published, String name) {
        return () -> published.getValue().get(name);
    }
}

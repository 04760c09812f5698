// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.grpc;

import java.util.Map;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;

/** Every class of upstream that mentions its gRPC server uses ours. */
class GrpcHooks {

    private static final String UPSTREAM = "org.apache.skywalking.oap.server.";
    private static final String SERVER = UPSTREAM + "library.server.grpc.GRPCServer";

    /** Class to the number of its mentions of {@code GRPCServer}. */
    static final Map<String, Integer> USERS = Map.of(
        UPSTREAM + "core.CoreModuleProvider", 23,
        UPSTREAM + "core.server.GRPCHandlerRegisterImpl", 10,
        UPSTREAM + "receiver.sharing.server.SharingServerModuleProvider", 23,
        UPSTREAM + "receiver.envoy.EnvoyMetricReceiverProvider", 20,
        UPSTREAM + "receiver.ebpf.provider.EBPFReceiverProvider", 20);

    @BuildStep
    void ownServer(BuildProducer<UpstreamHookBuildItem> hooks) {
        USERS.forEach((user, sites) -> hooks.produce(Hooks.remap(user, SERVER, "io.skyquark.oap.server.grpc.OapGrpcServer", sites,
            "gRPC runs on Quarkus' server, and a server of upstream's cannot be stopped")));
    }

    @BuildStep
    UpstreamHookBuildItem jitterOfConnectionAges() {
        return Hooks.redirectCall("io.grpc.netty.NettyServer$1", "java.lang.Math", "random", "()D", "io.skyquark.oap.model.ConnectionAge", 1,
            "gRPC shortens or lengthens the age of connections by a tenth, whatever its user wants");
    }

    @BuildStep
    UpstreamHookBuildItem corePort() {
        return Hooks.interceptCall("io.quarkus.grpc.runtime.GrpcServerRecorder$GrpcServerVerticle", "io.vertx.grpc.VertxServer", "start",
            "(Lio/vertx/core/Handler;)Lio/vertx/grpc/VertxServer;", "io.skyquark.oap.server.grpc.OapGrpcServers", "io.vertx.grpc.VertxServer", 1,
            "a server that leaves a cluster closes its port before Vert.x takes the event loop away; Quarkus does not use the class in development")
            .outsideDevelopment();
    }
}

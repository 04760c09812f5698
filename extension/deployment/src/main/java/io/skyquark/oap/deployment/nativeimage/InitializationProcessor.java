// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.List;
import java.util.Set;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedPackageBuildItem;
import io.skyquark.oap.deployment.Generated;

/**
 * What starts with the process and not with the build. Quarkus initialises every class while the image is built, which suits generated protobuf messages,
 * parsers and the GraphQL schema: they are in the image, ready. Upstream's server keeps threads, queues, host names and the environment in static fields.
 */
class InitializationProcessor {

    private static final List<String> SERVER = List.of(
        "org.apache.skywalking.oap",
        // Upstream's spelling of the same, in the alarm and profiling modules.
        "org.apache.skywalking.aop",
        // Compiled rules keep their pipelines, which hold layers and scopes of the server.
        Generated.PACKAGE + ".rules");
    private static final String OURS = "io.skyquark.oap.server.";
    /** Fetchers of the schema, which is made while the image is built, and what messages extend, whose tables are. */
    private static final Set<String> KEPT = Set.of(OURS + "graphql", OURS + "grpc");

    /** Libraries of upstream, each for what its static fields hold. */
    private static final List<String> LIBRARIES = List.of(
        // What it can use of the machine: transports, host names, system properties; a random generator.
        "com.linecorp.armeria",
        // Loads native compression code, and registers with the platform's MBean server.
        "org.apache.kafka",
        // That code: whether it is loaded, and which of several implementations works.
        "org.xerial.snappy",
        "com.github.luben.zstd",
        "net.jpountz",
        // The environment, in the configuration of each client.
        "io.fabric8.kubernetes.client",
        // Loggers and the channels of its client.
        "org.apache.skywalking.banyandb.v1.client",
        // The time zone.
        "org.joda.time",
        // A generator of random numbers, which picks the cell of a counter.
        "io.prometheus.client");

    @BuildStep
    void initializeAtRunTime(BuildProducer<RuntimeInitializedPackageBuildItem> packages) {
        SERVER.forEach(name -> packages.produce(new RuntimeInitializedPackageBuildItem(name)));
        LIBRARIES.forEach(name -> packages.produce(new RuntimeInitializedPackageBuildItem(name)));
    }

    /** What of ours holds objects of upstream or of its libraries. */
    @BuildStep
    void initializeOursAtRunTime(CombinedIndexBuildItem combined, BuildProducer<RuntimeInitializedPackageBuildItem> packages) {
        combined.getIndex().getKnownClasses().stream().map(type -> type.name().packagePrefix())
            .filter(name -> name != null && name.startsWith(OURS) && !KEPT.contains(name)).distinct().sorted()
            .forEach(name -> packages.produce(new RuntimeInitializedPackageBuildItem(name)));
    }

    @BuildStep
    void initializeClassesAtRunTime(BuildProducer<RuntimeInitializedClassBuildItem> classes) {
        // Its answers are static and hold buffers; the server of upstream's own metrics uses it, Quarkus does not.
        classes.produce(new RuntimeInitializedClassBuildItem("io.netty.handler.codec.http.HttpServerExpectContinueHandler"));
        // Ask compression code for levels and checksums.
        List.of("ZstdConstants", "ZstdOptions", "Lz4XXHash32").forEach(name ->
            classes.produce(new RuntimeInitializedClassBuildItem("io.netty.handler.codec.compression." + name)));
        // Lists media types of Armeria.
        classes.produce(new RuntimeInitializedClassBuildItem(OURS + "graphql.GraphQlAnswer"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.NativeImageFeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageSystemPropertyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedPackageBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.skyquark.oap.deployment.Generated;
import io.skyquark.oap.runtime.nativeimage.BuildTimeClasses;

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
    /** What a start would read, and has been read while the image is built. */
    private static final String BUILT = OURS + "built";
    /** Fetchers of the schema, which is made while the image is built, and what messages extend, whose tables are. */
    private static final Set<String> KEPT = Set.of(OURS + "graphql", OURS + "grpc", BUILT);

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
        // The time zone of the server, in which queries tell times.
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

    /** The classes of upstream's objects that are kept in the image. */
    @BuildStep(onlyIf = NativeOrNativeSourcesBuild.class)
    void initializeAtBuildTime(CombinedIndexBuildItem combined, BuildProducer<NativeImageFeatureBuildItem> features,
                               BuildProducer<NativeImageSystemPropertyBuildItem> properties) {
        features.produce(new NativeImageFeatureBuildItem(BuildTimeClasses.class));
        properties.produce(new NativeImageSystemPropertyBuildItem(BuildTimeClasses.PROPERTY, String.join(",", keptIn(combined.getIndex(), BUILT))));
    }

    /** The classes that fields in a package can refer to, and fields of these, as far as they are initialized at run time otherwise. */
    static SortedSet<String> keptIn(IndexView index, String packageName) {
        var kept = new TreeSet<String>();
        var open = new ArrayDeque<ClassInfo>();
        index.getKnownClasses().stream().filter(type -> packageName.equals(type.name().packagePrefix())).forEach(open::add);
        while (!open.isEmpty()) {
            for (var field : open.remove().fields()) {
                named(field.type()).map(index::getClassByName).filter(Objects::nonNull).flatMap(type -> withSubclasses(index, type))
                    .filter(type -> SERVER.stream().anyMatch(name -> type.name().toString().startsWith(name + "."))).filter(type -> kept.add(type.name().toString()))
                    .forEach(open::add);
            }
        }
        return kept;
    }

    private static Stream<ClassInfo> withSubclasses(IndexView index, ClassInfo type) {
        return Stream.concat(Stream.of(type), index.getAllKnownSubclasses(type.name()).stream());
    }

    /** A type and its arguments. */
    private static Stream<DotName> named(Type type) {
        return switch (type.kind()) {
            case CLASS -> Stream.of(type.name());
            case ARRAY -> named(type.asArrayType().elementType());
            case PARAMETERIZED_TYPE -> Stream.concat(Stream.of(type.name()), type.asParameterizedType().arguments().stream().flatMap(InitializationProcessor::named));
            default -> Stream.of();
        };
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

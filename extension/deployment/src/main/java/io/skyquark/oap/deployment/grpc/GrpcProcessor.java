// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.grpc;

import static io.quarkus.deployment.annotations.ExecutionTime.RUNTIME_INIT;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.jboss.jandex.DotName;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;

import io.grpc.BindableService;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.ExcludedTypeBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.deployment.ApplicationArchive;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.logging.LogCleanupFilterBuildItem;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.grpc.GrpcService;
import io.quarkus.grpc.deployment.BindableServiceBuildItem;
import io.quarkus.grpc.runtime.health.GrpcHealthStorage;
import io.skyquark.oap.deployment.module.ModulesOfClasses;
import io.skyquark.oap.deployment.scan.MessageArchivesBuildItem;
import io.skyquark.oap.deployment.spi.GrpcServiceBuildItem;
import io.skyquark.oap.deployment.spi.OapBootBuildItem;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.model.GrpcServiceInfo;
import io.skyquark.oap.model.OapServer;
import io.skyquark.oap.runtime.grpc.GrpcPortCheck;
import io.skyquark.oap.runtime.grpc.GrpcRecorder;
import io.skyquark.oap.runtime.grpc.GrpcServerSwitch;
import jakarta.inject.Singleton;

/** Lets Quarkus' gRPC server on the core port serve what upstream's modules register. The hooks that collect it are in {@link GrpcHooks}. */
class GrpcProcessor {

    private static final String OURS = "io.skyquark.oap.server.grpc.";
    private static final DotName PUBLISHED_SERVICE = DotName.createSimple(OURS + "PublishedService");
    private static final DotName CUSTOMIZER = DotName.createSimple("io.quarkus.grpc.api.ServerBuilderCustomizer");
    private static final DotName VERTX_SERVER_BUILDER = DotName.createSimple("io.vertx.grpc.VertxServerBuilder");

    @BuildStep
    void findServices(CombinedIndexBuildItem index, ApplicationArchivesBuildItem archives, MessageArchivesBuildItem messages, List<OapModuleBuildItem> modules,
                      BuildProducer<GrpcServiceBuildItem> services, BuildProducer<ProblemBuildItem> problems) {
        // Stubs in archives of messages are only in the whole index.
        var parts = Stream.concat(archives.getAllApplicationArchives().stream().map(ApplicationArchive::getIndex), Stream.of(index.getIndex())).toList();
        var handlers = new GrpcHandlers(index.getIndex(), parts, new ModulesOfClasses(archives, messages, modules)::of);
        handlers.find().forEach(info -> services.produce(new GrpcServiceBuildItem(info)));
        handlers.unreadable().forEach(handler -> problems.produce(new ProblemBuildItem("GRPC_SERVICE", handler, 0, 0,
            "the names of the service and its methods are not in the index", "index the archive with the generated stubs that the handler extends")));
    }

    /** The gRPC server asks for the beans when it opens, after the boot. */
    @BuildStep
    @Record(RUNTIME_INIT)
    void publishServices(GrpcRecorder recorder, RecorderContext context, OapBootBuildItem boot, List<GrpcServiceBuildItem> services,
                         BuildProducer<SyntheticBeanBuildItem> beans) {
        var infos = services.stream().map(GrpcServiceBuildItem::info).toList();
        var published = recorder.publish(
            context.<BiFunction<List<GrpcServiceInfo>, OapServer, Map<String, BindableService>>>newInstance(OURS + "GrpcPublisher"), infos, boot.server());
        for (var info : infos) {
            beans.produce(SyntheticBeanBuildItem.configure(BindableService.class)
                .identifier(info.service())
                .addQualifier(GrpcService.class)
                .scope(Singleton.class)
                .unremovable()
                .setRuntimeInit()
                .supplier(recorder.service(published, info.service()))
                .done());
        }
        beans.produce(SyntheticBeanBuildItem.create(CUSTOMIZER)
            .addType(ParameterizedType.create(CUSTOMIZER, Type.create(VERTX_SERVER_BUILDER, Type.Kind.CLASS)))
            .scope(Singleton.class)
            .unremovable()
            .setRuntimeInit()
            .runtimeValue(context.newInstance(OURS + "CoreServerCustomizer"))
            .done());
    }

    /**
     * Upstream's handlers block: they wait for queues with room and for storage. They run on workers, not on virtual threads, since Quarkus' replay of a stream
     * on virtual threads can leave the last message lying (it looks for more and declares itself idle in two steps, off the event loop).
     */
    @BuildStep
    BindableServiceBuildItem runOnWorkers(List<GrpcServiceBuildItem> services) {
        var published = new BindableServiceBuildItem(PUBLISHED_SERVICE);
        services.stream().flatMap(service -> service.info().methods().stream()).distinct().sorted().forEach(published::registerBlockingMethod);
        return published;
    }

    /** Health is upstream's service with an answer of ours; Quarkus' own would claim the same name. */
    @BuildStep
    void startTheServer(BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<ExcludedTypeBuildItem> excluded,
                        BuildProducer<LogCleanupFilterBuildItem> quiet) {
        beans.produce(AdditionalBeanBuildItem.unremovableOf(GrpcServerSwitch.class));
        beans.produce(AdditionalBeanBuildItem.unremovableOf(GrpcPortCheck.class));
        beans.produce(AdditionalBeanBuildItem.unremovableOf(GrpcHealthStorage.class));
        excluded.produce(new ExcludedTypeBuildItem("io.quarkus.grpc.runtime.health.GrpcHealthEndpoint"));
        // The second one does not know of our TLS; the start line names the port.
        quiet.produce(new LogCleanupFilterBuildItem("io.quarkus.grpc.runtime.GrpcServerRecorder", "Using legacy gRPC support", "Started gRPC server on"));
        quiet.produce(new LogCleanupFilterBuildItem("io.quarkus.virtual-threads", "You weren't able to create an executor that spawns virtual threads"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment;

import static io.quarkus.deployment.annotations.ExecutionTime.RUNTIME_INIT;

import java.util.logging.Level;

import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.RecorderBeanInitializedBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LogCategoryBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.logging.LoggingSetupBuildItem;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;
import io.quarkus.vertx.core.deployment.CoreVertxBuildItem;
import io.quarkus.vertx.http.deployment.VertxWebRouterBuildItem;
import io.skyquark.oap.deployment.spi.OapBootBuildItem;
import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.model.ModuleCatalog;
import io.skyquark.oap.model.OapServer;
import io.skyquark.oap.model.RuleCatalog;
import io.skyquark.oap.runtime.OapReadiness;
import io.skyquark.oap.runtime.OapRecorder;
import io.skyquark.oap.runtime.OapLifecycle;
import jakarta.inject.Singleton;

/** The feature itself: boots the server at run time and makes it a bean. */
class OapProcessor {

    static final String FEATURE = "skywalking-oap";

    /** By name: the class links OAP's types and may live in a class loader that only the application sees. */
    private static final String SERVER = "io.skyquark.oap.server.OapServerImpl";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    HealthBuildItem checkReadiness() {
        return new HealthBuildItem(OapReadiness.class.getName(), true);
    }

    @BuildStep
    AdditionalBeanBuildItem followTheLifeCycle() {
        return AdditionalBeanBuildItem.unremovableOf(OapLifecycle.class);
    }

    @BuildStep
    void quietenLibraries(BuildProducer<LogCategoryBuildItem> levels) {
        // protobuf 4 warns once for every message type that upstream's generated code of protobuf 3 touches.
        levels.produce(new LogCategoryBuildItem("com.google.protobuf", Level.SEVERE));
        // Only Armeria's value types are used; what it finds out about its transports concerns nobody.
        levels.produce(new LogCategoryBuildItem("com.linecorp.armeria", Level.WARNING));
    }

    /** Begins the boot, beside what Quarkus starts until its servers open. */
    @BuildStep
    @Record(RUNTIME_INIT)
    @Consume(LoggingSetupBuildItem.class)
    OapBootBuildItem boot(OapRecorder recorder, RecorderContext context, CatalogBuildItem catalog, CoreVertxBuildItem vertx, ShutdownContextBuildItem shutdown,
                          BuildProducer<SyntheticBeanBuildItem> beans) {
        var server = context.<OapServer>newInstance(SERVER);
        var boot = recorder.boot(
            server,
            context.<ClassCatalog>newInstance(Generated.CLASS_CATALOG),
            context.<ModuleCatalog>newInstance(Generated.MODULE_CATALOG),
            context.<RuleCatalog>newInstance(Generated.RULE_CATALOG),
            catalog.folder(), vertx.getVertx(), shutdown);
        beans.produce(SyntheticBeanBuildItem.configure(OapServer.class).scope(Singleton.class).setRuntimeInit().unremovable().runtimeValue(server).done());
        return new OapBootBuildItem(server, boot);
    }

    /** As late as possible: the routes are there, and the gRPC server, the HTTP server and the event of the start come after it. */
    @BuildStep
    @Record(RUNTIME_INIT)
    @Consume(VertxWebRouterBuildItem.class)
    ServiceStartBuildItem awaitBoot(OapRecorder recorder, OapBootBuildItem boot, BuildProducer<RecorderBeanInitializedBuildItem> beforeGrpcServer) {
        recorder.await(boot.boot());
        beforeGrpcServer.produce(new RecorderBeanInitializedBuildItem());
        return new ServiceStartBuildItem(FEATURE);
    }
}

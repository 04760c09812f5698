// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import static io.quarkus.deployment.annotations.ExecutionTime.RUNTIME_INIT;

import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.AdditionalIndexedClassesBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBundleBuildItem;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.vertx.http.deployment.RouteBuildItem;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access;
import io.skyquark.oap.runtime.graphql.OapEventingService;
import io.skyquark.oap.runtime.graphql.OapGraphQlApi;
import io.skyquark.oap.runtime.http.OapHttpRecorder;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Makes SmallRye GraphQL serve upstream's protocol in place of an API of its own. */
class SmallRyeProcessor {

    /** By name: the class is reloaded together with OAP. */
    private static final String CORE_HANDLER = "io.skyquark.oap.server.http.CoreHttpHandler";
    /** Behind Quarkus' filters, before the routes that have no order, of which SmallRye's is one. */
    private static final int BEFORE_SMALLRYE = RouteConstants.ROUTE_ORDER_COMPRESSION - 1;

    /** SmallRye builds no schema at all unless there is an operation. */
    @BuildStep
    void activate(BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<AdditionalIndexedClassesBuildItem> indexed) {
        beans.produce(AdditionalBeanBuildItem.unremovableOf(OapGraphQlApi.class));
        indexed.produce(new AdditionalIndexedClassesBuildItem(OapGraphQlApi.class.getName()));
    }

    /** SmallRye's own endpoint at that path would come before the core module's routes; its schema page below the path stays. */
    @BuildStep
    @Record(RUNTIME_INIT)
    RouteBuildItem mountEndpoint(OapHttpRecorder recorder, RecorderContext context) {
        return RouteBuildItem.builder()
            .orderedRoute("/graphql", BEFORE_SMALLRYE)
            .handler(recorder.core(context.<Handler<RoutingContext>>newInstance(CORE_HANDLER)))
            .displayOnNotFoundPage("SkyWalking GraphQL")
            .build();
    }

    @BuildStep
    void nativeImage(BuildProducer<NativeImageResourceBundleBuildItem> bundles, BuildProducer<ReflectionBuildItem> reflection) {
        // Without them graphql-java fails to word what is wrong with a value.
        bundles.produce(new NativeImageResourceBundleBuildItem("i18n.Scalars"));
        bundles.produce(new NativeImageResourceBundleBuildItem("i18n.Execution"));
        reflection.produce(new ReflectionBuildItem(OapEventingService.DELEGATE, Access.INSTANCES, "found by name in the application's class loader"));
    }
}

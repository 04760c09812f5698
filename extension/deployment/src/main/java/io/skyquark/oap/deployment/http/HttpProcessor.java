// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import static io.quarkus.deployment.annotations.ExecutionTime.RUNTIME_INIT;

import java.util.List;

import org.jboss.jandex.DotName;

import io.quarkus.deployment.GeneratedClassGizmo2Adaptor;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.vertx.core.deployment.VertxOptionsConsumerBuildItem;
import io.quarkus.vertx.http.deployment.RouteBuildItem;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.skyquark.oap.deployment.module.ModulesOfClasses;
import io.skyquark.oap.deployment.scan.MessageArchivesBuildItem;
import io.skyquark.oap.deployment.spi.HttpEndpointBuildItem;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;
import io.skyquark.oap.runtime.http.OapHttpRecorder;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Upstream's HTTP endpoints on Quarkus' Vert.x. */
class HttpProcessor {

    /** By name: the class is reloaded together with OAP. */
    private static final String CORE_HANDLER = "io.skyquark.oap.server.http.CoreHttpHandler";

    /** Needs Armeria's GraphQL service, never starts: a handler of ours has its path. */
    private static final String GRAPHQL_HANDLER = "org.apache.skywalking.oap.query.graphql.GraphQLQueryHandler";

    private static final String UPSTREAM = "org.apache.skywalking.";

    /** After Quarkus' own endpoints and those of an application. */
    private static final int LAST = RouteConstants.ROUTE_ORDER_AFTER_DEFAULT * 2;

    /** Handlers of our own, such as the one for GraphQL, are annotated like upstream's. */
    @BuildStep
    IndexDependencyBuildItem indexOwnHandlers() {
        return new IndexDependencyBuildItem("io.skyquark", "quarkus-skywalking-oap-server");
    }

    @BuildStep
    HttpHandlersBuildItem readHandlers(CombinedIndexBuildItem index, BuildProducer<ProblemBuildItem> problems) {
        var all = new HandlerReader(index.getIndex(), problems::produce).read();
        return new HttpHandlersBuildItem(all.stream().filter(handler -> !handler.name().equals(GRAPHQL_HANDLER)).toList());
    }

    @BuildStep
    void listEndpoints(HttpHandlersBuildItem handlers, CombinedIndexBuildItem index, BuildProducer<HttpEndpointBuildItem> endpoints) {
        var servers = new HttpServerHooks(index.getIndex());
        for (var handler : handlers.handlers()) {
            var server = servers.serverOf(handler.type());
            for (var call : handler.calls()) {
                var parameters = call.parameters().stream().map(Object::toString).toList();
                call.verbs().forEach(verb -> call.paths().forEach(path -> endpoints.produce(new HttpEndpointBuildItem(server, verb, path, handler.name(),
                    call.method().name(), call.consumes(), call.produces(), parameters))));
            }
        }
    }

    @BuildStep
    void generateInvokers(HttpHandlersBuildItem handlers, ApplicationArchivesBuildItem archives, MessageArchivesBuildItem messages, List<OapModuleBuildItem> modules,
                          BuildProducer<GeneratedClassBuildItem> classes, BuildProducer<GeneratedResourceBuildItem> resources,
                          BuildProducer<ReflectionBuildItem> reflection) {
        var modulesOf = new ModulesOfClasses(archives, messages, modules);
        RoutesGenerator.generate(handlers.handlers(), handler -> moduleOf(handler, modulesOf), new GeneratedClassGizmo2Adaptor(classes, resources, true));
        reflection.produce(new ReflectionBuildItem(RoutesGenerator.ROUTES, Access.INSTANCES, "found by name in the application's class loader"));
    }

    /** A handler that no module's artifact holds is ours, and the only one of those stands in for GraphQL's. */
    private static String moduleOf(io.skyquark.oap.deployment.http.Handler handler, ModulesOfClasses modules) {
        var own = modules.of(handler.type().name());
        var module = own != null ? own : modules.of(DotName.createSimple(GRAPHQL_HANDLER));
        return module == null ? "" : module;
    }

    @BuildStep
    void jsonBodies(HttpHandlersBuildItem handlers, CombinedIndexBuildItem combined, BuildProducer<ReflectionBuildItem> reflection) {
        for (var handler : handlers.handlers()) {
            for (var call : handler.calls()) {
                var name = handler.name() + "#" + call.method().name();
                for (var parameter : call.parameters()) {
                    if (parameter instanceof Parameter.Json json) {
                        reflection.produce(new ReflectionBuildItem(json.type(), Access.CONTENT, "JSON body of " + name));
                    }
                }
                var answer = call.method().returnType().name();
                if (answer.toString().startsWith(UPSTREAM) && combined.getIndex().getClassByName(answer) != null) {
                    reflection.produce(new ReflectionBuildItem(answer.toString(), Access.CONTENT, "JSON answer of " + name));
                }
            }
        }
    }

    @BuildStep
    void replaceArmeriaServer(CombinedIndexBuildItem index, BuildProducer<UpstreamHookBuildItem> hooks, BuildProducer<ProblemBuildItem> problems) {
        new HttpServerHooks(index.getIndex()).declare(hooks::produce, problems::produce);
    }

    /** After all others, since metrics that are on already are left alone. */
    @BuildStep
    @Record(RUNTIME_INIT)
    VertxOptionsConsumerBuildItem countUnreadableRequests(OapHttpRecorder recorder) {
        return new VertxOptionsConsumerBuildItem(recorder.countUnreadableRequests(), Integer.MAX_VALUE);
    }

    @BuildStep
    @Record(RUNTIME_INIT)
    RouteBuildItem mountCoreServer(OapHttpRecorder recorder, RecorderContext context) {
        return RouteBuildItem.builder()
            .orderedRoute("/*", LAST)
            .handler(recorder.core(context.<Handler<RoutingContext>>newInstance(CORE_HANDLER)))
            .build();
    }
}

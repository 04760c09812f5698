// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;

import org.jboss.jandex.IndexView;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.deployment.module.ModulesOfClasses;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.model.GrpcServiceInfo;

/** Against upstream's own jars. */
class GrpcHandlersTest {

    private static final String PROVIDERS = "META-INF/services/org.apache.skywalking.oap.server.library.module.ModuleProvider";
    /** One class of each artifact that holds nothing but generated stubs. */
    private static final List<String> STUBS = List.of(
        "org/apache/skywalking/apm/network/language/agent/v3/TraceSegmentReportServiceGrpc.class",
        "io/opentelemetry/proto/collector/logs/v1/LogsServiceGrpc.class");

    private static IndexView index;

    @BeforeAll
    static void index() throws IOException {
        var loader = GrpcHandlersTest.class.getClassLoader();
        var files = new TreeSet<String>();
        for (URL services : Collections.list(loader.getResources(PROVIDERS))) {
            files.add(((JarURLConnection) services.openConnection()).getJarFile().getName());
        }
        for (String stub : STUBS) {
            files.add(((JarURLConnection) loader.getResource(stub).openConnection()).getJarFile().getName());
        }
        var indexer = new Indexer();
        for (String file : files) {
            try (var jar = new JarFile(file)) {
                for (var entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
                    try (var in = jar.getInputStream(entry)) {
                        indexer.index(in);
                    }
                }
            }
        }
        index = indexer.complete();
    }

    @Test
    void findsEveryServiceOfUpstreamUnderItsOwnName() {
        var handlers = new GrpcHandlers(index, handler -> "some-module");
        var services = handlers.find();
        assertThat(handlers.unreadable()).isEmpty();
        assertThat(services).hasSize(33).extracting(GrpcServiceInfo::handler).doesNotHaveDuplicates();
        assertThat(services).extracting(GrpcServiceInfo::service).contains(
            "RemoteService", "grpc.health.v1.Health",
            "skywalking.v3.TraceSegmentReportService", "TraceSegmentReportService",
            "envoy.service.accesslog.v2.AccessLogService", "envoy.service.accesslog.v3.AccessLogService",
            "opentelemetry.proto.collector.metrics.v1.MetricsService");
        assertThat(services).anySatisfy(info -> {
            assertThat(info.service()).isEqualTo("skywalking.v3.ProfileTask");
            assertThat(info.methods()).containsExactly("collectSnapshot", "getProfileTaskCommands", "reportTaskFinish");
            assertThat(info.module()).isEqualTo("some-module");
        });
    }

    @Test
    void leavesOutWhatBelongsToNoModule() {
        assertThat(new GrpcHandlers(index, handler -> null).find()).isEmpty();
    }

    @Test
    void namesTheHandlerWhoseStubsAreNotIndexed() throws IOException {
        var indexer = new Indexer();
        var handler = "org/apache/skywalking/oap/server/core/remote/RemoteServiceHandler";
        var base = "org/apache/skywalking/oap/server/core/remote/grpc/proto/RemoteServiceGrpc$RemoteServiceImplBase";
        for (String name : List.of(handler, base)) {
            try (var in = getClass().getClassLoader().getResourceAsStream(name + ".class")) {
                indexer.index(in);
            }
        }
        var handlers = new GrpcHandlers(indexer.complete(), any -> "core");
        assertThat(handlers.find()).isEmpty();
        assertThat(handlers.unreadable()).containsExactly(handler.replace('/', '.'));
    }

    @Test
    void anArtifactWithProvidersOfOneModuleNamesIt() {
        var modules = new ModulesOfClasses(null, null, List.of(
            module("receiver-trace", "default", "org.apache.skywalking:trace:10.1.0"),
            module("storage", "h2", "org.apache.skywalking:jdbc:10.1.0"),
            module("storage", "postgresql", "org.apache.skywalking:jdbc:10.1.0"),
            module("a", "default", "com.example:both:1"),
            module("b", "default", "com.example:both:1")));
        assertThat(modules.ofArtifact("org.apache.skywalking:trace")).isEqualTo("receiver-trace");
        assertThat(modules.ofArtifact("org.apache.skywalking:jdbc")).isEqualTo("storage");
        assertThat(modules.ofArtifact("com.example:both")).isEmpty();
        assertThat(modules.ofArtifact("com.example:none")).isNull();
    }

    private static OapModuleBuildItem module(String module, String provider, String artifact) {
        return new OapModuleBuildItem(module, provider, artifact, OapModuleBuildItem.Status.BUILT_IN, "", null);
    }
}

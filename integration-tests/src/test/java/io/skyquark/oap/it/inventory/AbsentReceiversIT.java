// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.skyquark.oap.it.inventory.Inventory.Entry;
import io.skyquark.oap.it.inventory.Inventory.GrpcMethod;
import io.skyquark.oap.it.inventory.Inventory.Route;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** With every receiver and every query off, each entry of the inventory is answered with the setting that turns it on. */
class AbsentReceiversIT {

    /** By the beginning of an entry; the first that fits. What is on in every server has none. */
    private static final Map<String, String> SETTINGS = new LinkedHashMap<>();

    static {
        SETTINGS.put("grpc (skywalking.v3.)?BrowserPerfService/.*", "SW_RECEIVER_BROWSER=default");
        SETTINGS.put("grpc (skywalking.v3.)?CLRMetricReportService/.*", "SW_RECEIVER_CLR=default");
        SETTINGS.put("grpc (skywalking.v3.)?JVMMetricReportService/.*", "SW_RECEIVER_JVM=default");
        SETTINGS.put("grpc (skywalking.v3.)?ManagementService/.*", "SW_RECEIVER_REGISTER=default");
        SETTINGS.put("grpc (skywalking.v3.)?MeterReportService/.*", "SW_RECEIVER_METER=default");
        SETTINGS.put("grpc (skywalking.v3.)?ProfileTask/.*", "SW_RECEIVER_PROFILE=default");
        SETTINGS.put("grpc (skywalking.v3.)?(TraceSegment|SpanAttachedEvent)ReportService/.*", "SW_RECEIVER_TRACE=default");
        SETTINGS.put("grpc (satellite.)?envoy.*", "SW_ENVOY_METRIC=default");
        SETTINGS.put("grpc opentelemetry.*", "SW_OTEL_RECEIVER=default");
        SETTINGS.put("grpc skywalking.v3.ConfigurationDiscoveryService/.*", "SW_CONFIGURATION_DISCOVERY=default");
        SETTINGS.put("grpc skywalking.v3.(ContinuousProfiling|EBPF\\w+)Service/.*", "SW_RECEIVER_EBPF=default");
        SETTINGS.put("grpc skywalking.v3.EventService/.*", "SW_RECEIVER_EVENT=default");
        SETTINGS.put("grpc skywalking.v3.LogReportService/.*", "SW_RECEIVER_LOG=default");
        SETTINGS.put("grpc skywalking.v3.ServiceMeshMetricService/.*", "SW_SERVICE_MESH=default");
        SETTINGS.put("http AWSFirehoseReceiverModuleProvider .*", "SW_RECEIVER_AWS_FIREHOSE=default");
        SETTINGS.put("http LogQLProvider .*", "SW_LOGQL=default");
        SETTINGS.put("http PromQLProvider .*", "SW_PROMQL=default");
        SETTINGS.put("http ZipkinQueryProvider .*", "SW_QUERY_ZIPKIN=default");
        SETTINGS.put("http ZipkinReceiverProvider .*", "SW_RECEIVER_ZIPKIN=default");
        SETTINGS.put("http core GET /debugging/.*", "SW_DEBUGGING_QUERY=default");
        SETTINGS.put("http core GET /healthcheck .*", "SW_HEALTH_CHECKER=default");
        SETTINGS.put("http core POST /browser/.*", "SW_RECEIVER_BROWSER=default");
        SETTINGS.put("http core POST /graphql .*", "SW_QUERY=graphql");
        SETTINGS.put("http core POST /telegraf .*", "SW_RECEIVER_TELEGRAF=default");
        SETTINGS.put("http core POST /v3/events .*", "SW_RECEIVER_EVENT=default");
        SETTINGS.put("http core POST /v3/logs .*", "SW_RECEIVER_LOG=default");
        SETTINGS.put("http core POST /v3/management/.*", "SW_RECEIVER_REGISTER=default");
        SETTINGS.put("http core POST /v3/segments? .*", "SW_RECEIVER_TRACE=default");
        SETTINGS.put("grpc (RemoteService|grpc.health.v1.Health)/.*", "");
    }

    private static RunningServer server;

    @BeforeAll
    static void start() {
        var launch = ServerUnderTest.launch();
        SETTINGS.values().stream().filter(setting -> !setting.isEmpty()).forEach(setting -> launch.env(setting.substring(0, setting.indexOf('=')), "-"));
        server = launch.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> isToldWhatTurnsItOn() {
        var inventory = Inventory.read();
        return Stream.<Entry>concat(inventory.methods().stream(), inventory.routes().stream()).filter(entry -> !setting(entry).isEmpty())
            .map(entry -> dynamicTest(entry.toString(), () -> assertThat(answer(entry)).contains(setting(entry) + " turns it on")));
    }

    private static String setting(Entry entry) {
        return SETTINGS.entrySet().stream().filter(setting -> entry.toString().matches(setting.getKey())).findFirst()
            .orElseThrow(() -> new AssertionError("the test has no setting for " + entry)).getValue();
    }

    private static String answer(Entry entry) {
        if (entry instanceof GrpcMethod method) {
            return call(method);
        }
        var route = (Route) entry;
        var answer = server.http().send(route.verb(), route.path().replaceAll("\\{\\w+}", "a"), Map.of("Content-Type", "application/json"),
            route.verb().equals("GET") ? null : "[]");
        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        return answer.body();
    }

    /** No message is needed: a unary call for any method. */
    private static String call(GrpcMethod entry) {
        var method = GrpcMethods.onClassPath().get(entry.name());
        try {
            ClientCalls.blockingUnaryCall(server.grpc().channel(), unary(method), CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS), empty(method));
            throw new AssertionError(entry + " is answered");
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
            return e.getStatus().getDescription();
        }
    }

    @SuppressWarnings("unchecked")
    private static <A> MethodDescriptor<Object, A> unary(MethodDescriptor<?, A> method) {
        return ((MethodDescriptor<Object, A>) method).toBuilder().setType(MethodDescriptor.MethodType.UNARY).build();
    }

    private static Object empty(MethodDescriptor<?, ?> method) {
        return ((MethodDescriptor.PrototypeMarshaller<?>) method.getRequestMarshaller()).getMessagePrototype();
    }
}

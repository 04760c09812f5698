// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.grpc.Attributes;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.skyquark.oap.model.GrpcServiceInfo;
import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.model.OapStartException;
import io.skyquark.oap.server.OapRuntimeForTests;

class GrpcPublisherTest {

    private static final GrpcServiceInfo SEGMENTS = new GrpcServiceInfo(Segments.SERVICE, List.of("collect", "collectInSync"), "a.Handler", "receiver-trace");
    private static final GrpcServiceInfo LOGS = new GrpcServiceInfo("skywalking.v3.LogReportService", List.of("collect"), "a.Logs", "receiver-log");

    private final OapGrpcServer core = new OapGrpcServer("localhost", 11800, null, true);

    @BeforeEach
    void prepare() {
        core.initialize();
        OapRuntimeForTests.configuration(new OapConfiguration(List.of(new OapConfiguration.Module("receiver-trace", "default", Map.of("handlers", "none"))),
            Map.of("receiver-log", "SW_RECEIVER_LOG=default")));
    }

    @AfterEach
    void close() {
        OapGrpcServers.close();
    }

    private static BindableService service(GrpcServiceInfo info) {
        return new GrpcPublisher().apply(List.of(SEGMENTS, LOGS), null).get(info.service());
    }

    @Test
    void publishesWhatTheModulesRegistered() {
        core.addHandler(new Segments(new CountDownLatch(0)));
        assertThat(service(SEGMENTS).bindService().getMethods()).extracting(method -> method.getMethodDescriptor().getFullMethodName())
            .containsExactlyInAnyOrder(SEGMENTS.service() + "/collect", SEGMENTS.service() + "/collectInSync");
        assertThat(service(SEGMENTS).bindService().getMethod(SEGMENTS.service() + "/collect").getMethodDescriptor().getResponseMarshaller())
            .isSameAs(TraceSegmentReportServiceGrpc.getCollectMethod().getResponseMarshaller());
    }

    @Test
    void publishesDefinitionsToo() {
        core.addHandler(ServerInterceptors.intercept(new Segments(new CountDownLatch(0))));
        assertThat(service(SEGMENTS).bindService().getMethods()).hasSize(2);
    }

    @Test
    void saysWhyAServiceIsNotServed() {
        assertThat(refusal(LOGS)).isEqualTo("module receiver-log is off and with it skywalking.v3.LogReportService; SW_RECEIVER_LOG=default turns it on");
        assertThat(refusal(SEGMENTS)).isEqualTo("module receiver-trace is on, but its settings leave " + SEGMENTS.service()
            + " out (receiver-trace.default: handlers)");
    }

    @Test
    void namesThePortOfAServiceServedElsewhere() {
        var receiver = new OapGrpcServer("localhost", 11801, null, false);
        receiver.initialize();
        receiver.addHandler(new Segments(new CountDownLatch(0)));
        assertThat(refusal(SEGMENTS)).isEqualTo(SEGMENTS.service() + " is served on port 11801");
    }

    @Test
    void refusesToStartWithAServiceThatNobodyWouldServe() {
        core.addHandler(new Segments(new CountDownLatch(0)));
        assertThatThrownBy(() -> new GrpcPublisher().apply(List.of(LOGS), null)).isInstanceOf(OapStartException.class)
            .hasMessageContaining(SEGMENTS.service());
    }

    private static String refusal(GrpcServiceInfo info) {
        var method = service(info).bindService().getMethod(info.service() + "/collect");
        var call = new RecordingCall<Object>();
        start(method, call);
        assertThat(call.status.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
        return call.status.getDescription();
    }

    @SuppressWarnings("unchecked")
    private static void start(io.grpc.ServerMethodDefinition<?, ?> method, RecordingCall<Object> call) {
        ((io.grpc.ServerMethodDefinition<Object, Object>) method).getServerCallHandler().startCall(call, new Metadata());
    }

    private static final class RecordingCall<T> extends ServerCall<T, T> {

        private Status status;

        @Override
        public void request(int messages) {
            // Nothing comes.
        }

        @Override
        public void sendHeaders(Metadata headers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sendMessage(T message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(Status closed, Metadata trailers) {
            status = closed;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public Attributes getAttributes() {
            return Attributes.EMPTY;
        }

        @Override
        public MethodDescriptor<T, T> getMethodDescriptor() {
            throw new UnsupportedOperationException();
        }
    }
}

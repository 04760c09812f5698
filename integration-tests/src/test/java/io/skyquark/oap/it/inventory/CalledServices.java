// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import com.google.protobuf.Empty;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.skywalking.oap.server.ai.pipeline.grpc.HttpRawUri;
import org.apache.skywalking.oap.server.ai.pipeline.grpc.HttpUriRecognitionRequest;
import org.apache.skywalking.oap.server.ai.pipeline.grpc.HttpUriRecognitionResponse;
import org.apache.skywalking.oap.server.ai.pipeline.grpc.HttpUriRecognitionServiceGrpc.HttpUriRecognitionServiceImplBase;
import org.apache.skywalking.oap.server.ai.pipeline.grpc.HttpUriRecognitionSyncRequest;
import org.apache.skywalking.oap.server.ai.pipeline.grpc.Pattern;
import org.apache.skywalking.oap.server.exporter.grpc.EventType;
import org.apache.skywalking.oap.server.exporter.grpc.ExportMetricValue;
import org.apache.skywalking.oap.server.exporter.grpc.ExportResponse;
import org.apache.skywalking.oap.server.exporter.grpc.MetricExportServiceGrpc.MetricExportServiceImplBase;
import org.apache.skywalking.oap.server.exporter.grpc.SubscriptionMetric;
import org.apache.skywalking.oap.server.exporter.grpc.SubscriptionReq;
import org.apache.skywalking.oap.server.exporter.grpc.SubscriptionsResp;

/** What the server calls over gRPC: a receiver of exported metrics that subscribes to one of them, and a recognition of URIs that knows one pattern. */
final class CalledServices implements AutoCloseable {

    static final String METRIC = "service_cpm";
    static final String PATTERN = "GET:/called/{var}";

    private final Server server;
    private final List<ExportMetricValue> exported = new CopyOnWriteArrayList<>();
    private final List<String> uris = new CopyOnWriteArrayList<>();

    CalledServices() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).addService(new Exports()).addService(new Uris())
                .build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What makes a server call here; patterns are fetched, and URIs told, every second in place of every ten or sixty, from a minute after the start. */
    Map<String, String> environment() {
        var port = String.valueOf(server.getPort());
        return Map.of("SW_EXPORTER", "default", "SW_EXPORTER_ENABLE_GRPC_METRICS", "true", "SW_EXPORTER_GRPC_HOST", "127.0.0.1", "SW_EXPORTER_GRPC_PORT", port,
            "SW_AI_PIPELINE_URI_RECOGNITION_SERVER_ADDR", "127.0.0.1", "SW_AI_PIPELINE_URI_RECOGNITION_SERVER_PORT", port,
            "SW_CORE_SYNC_PERIOD_HTTP_URI_RECOGNITION_PATTERN", "1", "SW_CORE_TRAINING_PERIOD_HTTP_URI_RECOGNITION_PATTERN", "1");
    }

    List<ExportMetricValue> exported() {
        return exported;
    }

    /** The URIs that the server did not recognise. */
    List<String> uris() {
        return uris;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Exports extends MetricExportServiceImplBase {

        @Override
        public void subscription(SubscriptionReq request, StreamObserver<SubscriptionsResp> answers) {
            answers.onNext(SubscriptionsResp.newBuilder().addMetrics(SubscriptionMetric.newBuilder().setMetricName(METRIC).setEventType(EventType.TOTAL)).build());
            answers.onCompleted();
        }

        @Override
        public StreamObserver<ExportMetricValue> export(StreamObserver<ExportResponse> answers) {
            return new StreamObserver<>() {
                @Override
                public void onNext(ExportMetricValue value) {
                    exported.add(value);
                }

                @Override
                public void onError(Throwable problem) {
                    // what does not arrive is told by the test
                }

                @Override
                public void onCompleted() {
                    answers.onNext(ExportResponse.getDefaultInstance());
                    answers.onCompleted();
                }
            };
        }
    }

    private final class Uris extends HttpUriRecognitionServiceImplBase {

        @Override
        public void fetchAllPatterns(HttpUriRecognitionSyncRequest request, StreamObserver<HttpUriRecognitionResponse> answers) {
            // The server keeps one version for the patterns of all its services, and takes those of an equal version for known.
            answers.onNext(HttpUriRecognitionResponse.newBuilder().setVersion(String.valueOf(System.nanoTime())).addPatterns(Pattern.newBuilder().setPattern(PATTERN))
                .build());
            answers.onCompleted();
        }

        @Override
        public void feedRawData(HttpUriRecognitionRequest request, StreamObserver<Empty> answers) {
            request.getUnrecognizedUrisList().stream().map(HttpRawUri::getName).forEach(uris::add);
            answers.onNext(Empty.getDefaultInstance());
            answers.onCompleted();
        }
    }
}

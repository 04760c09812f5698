// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.apache.skywalking.apm.network.language.agent.v3.SegmentCollection;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;

/** A server in a process of its own, in a directory that goes with it. */
final class MeasuredServer implements AutoCloseable {

    private static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();
    private static final int GRPC_PORT = 11800;
    private static final URI GRAPHQL = URI.create("http://" + HOST + ":12800/graphql");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final Process process;
    private final long start;

    MeasuredServer(List<String> command) throws IOException {
        directory = Files.createTempDirectory("start-benchmark");
        var builder = new ProcessBuilder(command.stream().map(MeasuredServer::absolute).toList()).directory(directory.toFile())
            .redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("SW_STORAGE", "h2");
        builder.environment().put("SW_STORAGE_H2_URL", "jdbc:h2:mem:oap;DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE");
        start = System.nanoTime();
        process = builder.start();
    }

    private static String absolute(String argument) {
        return argument.contains("/") && Files.exists(Path.of(argument)) ? Path.of(argument).toAbsolutePath().toString() : argument;
    }

    StartFigures measure(int idleSeconds) throws IOException, InterruptedException {
        awaitPort();
        var channel = Grpc.newChannelBuilderForAddress(HOST, GRPC_PORT, InsecureChannelCredentials.create()).build();
        try {
            awaitHealth(channel);
            double health = millis();
            awaitTrace(send(channel));
            double segment = millis();
            double cpu = cpu().toMillis();
            TimeUnit.SECONDS.sleep(idleSeconds);
            return new StartFigures(health, segment, cpu, resident());
        } finally {
            channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private void awaitPort() throws InterruptedException {
        while (true) {
            try (var socket = new Socket(HOST, GRPC_PORT)) {
                return;
            } catch (IOException e) {
                pause(e);
            }
        }
    }

    private void awaitHealth(ManagedChannel channel) throws InterruptedException {
        while (true) {
            try {
                var answer = HealthGrpc.newBlockingStub(channel).withWaitForReady().check(HealthCheckRequest.getDefaultInstance());
                if (answer.getStatus() == ServingStatus.SERVING) {
                    return;
                }
                pause(null);
            } catch (StatusRuntimeException e) {
                pause(e);
            }
        }
    }

    /**
     * Sends for a while, and measures for another.
     *
     * @param rate segments a second; fewer where the server does not answer in time
     */
    LoadFigures measure(SegmentLoad load, int rate, Duration warmUp, Duration measured) throws IOException, InterruptedException {
        awaitPort();
        var channel = Grpc.newChannelBuilderForAddress(HOST, GRPC_PORT, InsecureChannelCredentials.create()).build();
        try {
            awaitHealth(channel);
            load.send(channel, rate, warmUp);
            var before = cpu();
            long begin = System.nanoTime();
            long segments = load.send(channel, rate, measured);
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new LoadFigures(segments / seconds, cpu().minus(before).toMillis() * 1000.0 / segments, resident());
        } finally {
            channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private static String send(ManagedChannel channel) {
        var trace = UUID.randomUUID().toString();
        long now = System.currentTimeMillis();
        TraceSegmentReportServiceGrpc.newBlockingStub(channel).collectInSync(SegmentCollection.newBuilder().addSegments(SegmentObject.newBuilder()
            .setTraceId(trace).setTraceSegmentId(trace).setService("start").setServiceInstance("start").addSpans(SpanObject.newBuilder()
                .setParentSpanId(-1).setStartTime(now - 1).setEndTime(now).setOperationName("/start").setComponentId(1))).build());
        return trace;
    }

    private void awaitTrace(String trace) throws IOException, InterruptedException {
        var query = HttpRequest.newBuilder(GRAPHQL).header("Content-Type", "application/json").timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{ queryTrace(traceId: \\\"" + trace + "\\\") { spans { traceId } } }\"}")).build();
        while (!isStored(query, trace)) {
            pause(null);
        }
    }

    /** Upstream opens its HTTP port after it has stored what came over gRPC. */
    private boolean isStored(HttpRequest query, String trace) throws IOException, InterruptedException {
        try {
            return http.send(query, HttpResponse.BodyHandlers.ofString()).body().contains(trace);
        } catch (ConnectException e) {
            pause(e);
            return false;
        }
    }

    private void pause(Exception cause) throws InterruptedException {
        if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
            throw new IllegalStateException("the server does not answer, its log is " + directory.resolve("log"), cause);
        }
        TimeUnit.MILLISECONDS.sleep(1);
    }

    private Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private double millis() {
        return (System.nanoTime() - start) / 1e6;
    }

    private double resident() throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            var line = lines.filter(candidate -> candidate.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}

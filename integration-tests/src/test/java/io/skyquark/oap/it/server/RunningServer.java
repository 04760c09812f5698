// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import static org.awaitility.Awaitility.await;

import io.skyquark.oap.it.client.GraphQl;
import io.skyquark.oap.it.client.GrpcCaller;
import io.skyquark.oap.it.client.Http;
import java.nio.file.Path;
import java.time.Duration;

/** A server that runs as a child process. Closing it ends the process. */
public final class RunningServer implements AutoCloseable {

    private final String name;
    private final ChildProcess process;
    private final Ports ports;
    private final Path directory;
    private final boolean ownHealth;
    private final GrpcCaller grpc;

    RunningServer(String name, ChildProcess process, String grpcHost, Ports ports, Path directory, boolean ownHealth) {
        this.name = name;
        this.process = process;
        this.ports = ports;
        this.directory = directory;
        this.ownHealth = ownHealth;
        this.grpc = new GrpcCaller(grpcHost, ports.grpc());
    }

    public String name() {
        return name;
    }

    public Ports ports() {
        return ports;
    }

    /** The working directory, where the server keeps its data. */
    public Path directory() {
        return directory;
    }

    public ChildProcess process() {
        return process;
    }

    public GrpcCaller grpc() {
        return grpc;
    }

    public Http http() {
        return new Http(ports.rest());
    }

    public GraphQl graphQl() {
        return new GraphQl(http());
    }

    /** Whether gRPC health says that the server serves. */
    public boolean isServing() {
        return grpc.isServing();
    }

    /** Whether {@code /q/health/ready} is green; false for every problem on the way to the answer. */
    public boolean isReady() {
        return http().find("/q/health/ready").filter(answer -> answer.status() == 200).isPresent();
    }

    /** Waits until every health check that the server has is green. */
    public void awaitReady() {
        await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(100)).until(() -> {
            process.assertAlive();
            return isServing() && (!ownHealth || isReady());
        });
    }

    /** Sends SIGTERM and waits for the end of the process. */
    public ChildProcess.Exit stop() {
        process.terminate();
        return process.awaitExit(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        grpc.close();
        process.close();
    }
}

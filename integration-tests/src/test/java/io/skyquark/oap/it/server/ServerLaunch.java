// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start a server as a child process: command, environment, system properties and working directory. Values given later replace
 * earlier ones.
 */
public final class ServerLaunch {

    private static final Path DIRECTORIES = Path.of("target", "servers").toAbsolutePath();

    private final String name;
    private final List<String> program;
    private final boolean jvm;
    private final boolean ownHealth;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path directory;
    private String grpcHost = "127.0.0.1";
    private int grpcPort;

    /**
     * @param program the command; options go behind its first word
     * @param jvm whether the first word is a {@code java} command
     * @param ownHealth whether the server answers {@code /q/health/ready}
     */
    ServerLaunch(String name, List<String> program, boolean jvm, boolean ownHealth) {
        this.name = name;
        this.program = program;
        this.jvm = jvm;
        this.ownHealth = ownHealth;
        this.directory = newDirectory(name);
        environment.put("TZ", TestTime.environmentVariable());
        // Data is written every few seconds in place of every 25, so that a test need not wait for it.
        environment.put("SW_CORE_PERSISTENT_PERIOD", "3");
    }

    /** Sets an environment variable. */
    public ServerLaunch env(String key, String value) {
        environment.put(key, value);
        return this;
    }

    /** Sets environment variables. */
    public ServerLaunch env(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** Sets a system property. */
    public ServerLaunch property(String key, String value) {
        options.add("-D" + key + "=" + value);
        return this;
    }

    /** Opens the gRPC port at this address of the loopback interface in place of a free one at all addresses. */
    public ServerLaunch at(String host, int port) {
        grpcHost = host;
        grpcPort = port;
        return env("SW_CORE_GRPC_HOST", host);
    }

    /** Adds an option of the JVM; ignored by a native server. */
    public ServerLaunch jvmOption(String option) {
        if (jvm) {
            options.add(option);
        }
        return this;
    }

    /** Starts in the directory of a former server, with its data, in place of a new one. */
    public ServerLaunch in(Path directory) {
        this.directory = directory;
        return this;
    }

    /** Puts a file into the working directory. */
    public ServerLaunch file(String path, String content) {
        try {
            var file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server and waits until it is ready. */
    public RunningServer start() {
        var server = spawn();
        try {
            server.awaitReady();
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Starts the server and does not wait. */
    public RunningServer spawn() {
        var ports = grpcPort == 0 ? Ports.free() : Ports.free().withGrpc(grpcPort);
        var command = new ArrayList<>(program);
        command.addAll(1, options);
        var variables = new HashMap<>(ports.environment());
        variables.putAll(environment);
        return new RunningServer(name, ChildProcess.start(name, command, variables, directory), grpcHost, ports, directory, ownHealth);
    }

    /** A new directory below {@code target}. */
    public static Path newDirectory(String name) {
        try {
            Files.createDirectories(DIRECTORIES);
            return Files.createTempDirectory(DIRECTORIES, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

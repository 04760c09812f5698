// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs beside the tests, with its output in a file. Closing it ends it. */
public final class ChildProcess implements AutoCloseable {

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread killer;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        // An aborted test run must not leave a process behind.
        this.killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** How a process ended. */
    public record Exit(int code, Duration took) {
    }

    /** Starts a command in a directory, with these variables added to the environment. */
    public static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path directory) {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        // The variables of whoever runs the tests must not configure what is tested.
        builder.environment().keySet().removeIf(key -> key.startsWith("SW_") || key.startsWith("QUARKUS_"));
        builder.environment().putAll(environment);
        try {
            var log = Files.createTempFile(directory, name + "-", ".log");
            return new ChildProcess(name, builder.redirectOutput(log.toFile()).start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the program has written so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws AssertionError with the end of the log where the process has ended */
    public void assertAlive() {
        if (!process.isAlive()) {
            throw new AssertionError(name + " ended with code " + process.exitValue() + logTail());
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Has a JVM write the stacks of all its threads into the log, for whoever looks into a failure. */
    public void dumpThreads() {
        signal("QUIT");
    }

    /** @param signal its name without {@code SIG} */
    public void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Waits until the process has ended. */
    public Exit awaitExit(Duration atMost) {
        long start = System.nanoTime();
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                dumpThreads();
                throw new AssertionError(name + " still runs after " + atMost + logTail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Exit(process.exitValue(), Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        terminate();
        try {
            awaitExit(Duration.ofSeconds(30));
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(killer);
        }
    }

    private String logTail() {
        var lines = log().lines().toList();
        return "; its log " + log + " ends with:\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }
}

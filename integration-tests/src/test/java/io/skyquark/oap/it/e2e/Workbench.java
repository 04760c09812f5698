// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the queries of an area run: they are scripts for bash, so bash runs them, with {@code swctl} and {@code yq} on its path that ask this process,
 * and with variables for the addresses of the server and of the programs. {@code sleep} does not wait, since queries are repeated until they match, but
 * lets the programs do what they do meanwhile.
 */
final class Workbench implements AutoCloseable {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)_(host|\\d+)}");
    private static final String TOOL = """
        #!/bin/bash
        exec curl -sS --fail -H "Arguments: $(printf '%s\\0' "$@" | base64 -w0)" --data-binary @- "$E2E_TOOLS/$(basename "$0")"
        """;
    private static final int TIMEOUT_SECONDS = 60;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path tools = ServerLaunch.newDirectory("e2e-tools");
    private final List<RuntimeException> problems = new CopyOnWriteArrayList<>();
    private final Traffic traffic;
    private RunningServer server;
    private Map<String, Integer> ports = Map.of();
    private Runnable meanwhile = () -> { };

    Workbench(Traffic traffic) {
        this.traffic = traffic;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            tool("swctl", TOOL);
            tool("yq", TOOL);
            tool("sleep", TOOL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/tools/", this::answerTool);
        http.createContext("/programs/", this::answerProgram);
        http.start();
    }

    /** @param problems of the commands that the script called */
    record Result(String output, int code, List<RuntimeException> problems) {
    }

    /** Whether this machine has what the scripts need. */
    static boolean isUsable() {
        var folders = System.getenv("PATH").split(File.pathSeparator);
        return Stream.of("bash", "curl", "base64").allMatch(tool -> Arrays.stream(folders).anyMatch(folder -> new File(folder, tool).canExecute()));
    }

    /**
     * @param ports of the server's listeners, by the port that the listener has by default
     * @param meanwhile what happens while a query sleeps
     */
    void connect(RunningServer server, Map<String, Integer> ports, Runnable meanwhile) {
        this.server = server;
        this.ports = ports;
        this.meanwhile = meanwhile;
    }

    /** The address of the programs. */
    String programs() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/programs";
    }

    /** Runs a script and gives what it printed. */
    Result run(String script) {
        problems.clear();
        return execute(script);
    }

    /** Runs a script beside the one of a query. */
    void runBeside(String script) {
        execute(script);
    }

    private Result execute(String script) {
        var builder = new ProcessBuilder("bash", "-c", script).redirectInput(new File("/dev/null")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(variables(script));
        builder.environment().put("E2E_TOOLS", "http://127.0.0.1:" + http.getAddress().getPort() + "/tools");
        builder.environment().put("PATH", tools + File.pathSeparator + System.getenv("PATH"));
        try {
            var process = builder.start();
            var output = threads.submit(() -> new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return new Result("", -1, List.of(new Swctl.FailedException("no end after " + TIMEOUT_SECONDS + " s")));
            }
            return new Result(output.get(TIMEOUT_SECONDS, TimeUnit.SECONDS), process.exitValue(), List.copyOf(problems));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    /** The server's own addresses, and for every other name one of {@link #programs}. */
    Map<String, String> variables(String script) {
        Map<String, String> variables = new HashMap<>();
        VARIABLE.matcher(script).results().forEach(match -> {
            var name = match.group(1);
            boolean ofServer = name.equals("oap") || name.endsWith("skywalking_ui") || name.endsWith("skywalking_oap");
            var port = ofServer ? String.valueOf(ports.getOrDefault(match.group(2), 1)) : http.getAddress().getPort() + "/programs/" + name;
            variables.put(name + "_" + match.group(2), match.group(2).equals("host") ? "127.0.0.1" : port);
        });
        return variables;
    }

    private void answerTool(HttpExchange exchange) throws IOException {
        var arguments = List.of(new String(Base64.getDecoder().decode(exchange.getRequestHeaders().getFirst("Arguments")), StandardCharsets.UTF_8).split("\0"));
        var input = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            answer(exchange, 200, useTool(exchange.getRequestURI().getPath().replaceFirst(".*/", ""), arguments, input));
        } catch (RuntimeException e) {
            problems.add(e);
            answer(exchange, 400, String.valueOf(e.getMessage()));
        }
    }

    private String useTool(String tool, List<String> arguments, String input) {
        switch (tool) {
            case "yq":
                return Yq.run(arguments, input);
            case "sleep":
                meanwhile.run();
                return "";
            default:
                return new Swctl(server).run(arguments);
        }
    }

    private void answerProgram(HttpExchange exchange) throws IOException {
        var parts = exchange.getRequestURI().toString().substring("/programs/".length()).split("/", 2);
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            Optional<String> found = traffic.call(parts[0], exchange.getRequestMethod(), "/" + (parts.length > 1 ? parts[1] : ""), body);
            answer(exchange, found.isPresent() ? 200 : 404, found.orElse(""));
        } catch (RuntimeException | AssertionError e) {
            problems.add(new Swctl.FailedException("the program " + parts[0] + " failed: " + e.getMessage()));
            answer(exchange, 500, String.valueOf(e.getMessage()));
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void tool(String name, String text) throws IOException {
        var file = Files.writeString(tools.resolve(name), text).toFile();
        if (!file.setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }
}

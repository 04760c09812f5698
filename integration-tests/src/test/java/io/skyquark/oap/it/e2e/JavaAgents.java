// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Upstream's pair of services: {@code e2e-service-consumer} calls {@code e2e-service-provider} at the path that it is called at, and the provider uses a
 * database and a cache. The provider's agent takes part in profiling, and the provider keeps the alarms that the server sends it.
 */
final class JavaAgents implements Traffic {

    private static final long MINUTE = 60_000;
    private static final int FORMER_MINUTES = 4;
    /** How long a profiled call takes, and a little more. */
    private static final long PROFILED_MILLIS = 4_000;

    private static final List<String> ALARM_FIELDS = List.of("scopeId", "scope", "name", "id0", "id1", "ruleName", "alarmMessage", "startTime", "tags");

    private final AtomicLong calls = new AtomicLong();
    private final List<JsonNode> alarms = new CopyOnWriteArrayList<>();
    private final boolean consumes;
    private final boolean meters;
    /** Whether the agent reports on itself, which puts the service into a layer more. */
    private final boolean watchesAgent;
    /** Where upstream calls the program of the area. */
    private final String path;
    private Script script;
    private long lastTask;
    private final Map<String, String> tasks = new HashMap<>();

    JavaAgents(Area area) {
        this.consumes = area.text().contains("e2e-service-consumer");
        this.meters = area.text().contains("meter_");
        this.watchesAgent = area.text().contains("meter_java_agent_");
        this.path = area.trigger() == null ? "/users" : area.trigger().url().replaceFirst("^http://[^/]*", "");
    }

    @Override
    public void configure(ServerLaunch launch, String programs) {
        try (var settings = Objects.requireNonNull(getClass().getResourceAsStream("/e2e/traffic/alarm-settings.yml"))) {
            var text = new String(settings.readAllBytes(), StandardCharsets.UTF_8);
            launch.file("config/alarm-settings.yml", text.replace("<programs>", programs)).env("SW_SEARCHABLE_ALARM_TAG_KEYS", "level,receivers")
                .env("SW_CORE_TOPN_REPORT_PERIOD", "1")
                .env("SW_METER_ANALYZER_ACTIVE_FILES", "java-agent,spring-micrometer");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begin(RunningServer server, Map<String, Integer> ports) {
        script = new Script("java-agents", server, ports);
        long now = System.currentTimeMillis();
        for (var service : services()) {
            script.send("instance", with(service, now));
        }
        for (int minute = FORMER_MINUTES; minute > 0; minute--) {
            report(now - minute * MINUTE);
            if (consumes) {
                consumed(path, now - minute * MINUTE);
            }
        }
    }

    @Override
    public void continueTraffic() {
        report(System.currentTimeMillis());
        fetchTasks();
    }

    @Override
    public synchronized Optional<String> call(String program, String method, String path, String body) {
        if (path.equals("/alarm/receive")) {
            // The program knows these fields of an alarm and returns no other.
            Json.parse(body).forEach(alarm -> alarms.add(((ObjectNode) alarm).retain(ALARM_FIELDS)));
            return Optional.of("");
        }
        if (path.equals("/alarm/read")) {
            return Optional.of(Json.of(Map.of("messages", alarms)).toString());
        }
        long now = System.currentTimeMillis();
        var plain = path.replaceFirst("\\?.*", "");
        if (plain.startsWith("/profile/")) {
            profile("controller", "POST:/profile/{name}", plain, body.contains("\"enableProfiling\":\"true\""));
        } else if (program.equals("consumer")) {
            consumed(plain, now);
            if (tasks.containsKey("POST:" + plain)) {
                profile("entry", "POST:" + plain, plain, true);
            }
        } else {
            var values = with(plain, now, method);
            script.send("provided", values);
            script.send("log", values);
        }
        return Optional.of("{}");
    }

    private List<List<String>> services() {
        var provider = List.of("e2e-service-provider", "provider1");
        return consumes ? List.of(provider, List.of("e2e-service-consumer", "consumer1")) : List.of(provider);
    }

    private void report(long time) {
        services().forEach(service -> script.send("state", with(service, time)));
        if (meters) {
            var values = new HashMap<>(with(services().get(0), time));
            values.put("count", calls.incrementAndGet() * 100);
            script.send("meters", values);
            if (watchesAgent) {
                script.send("agent", values);
            }
        }
        script.send("log", with("/logs/trigger", time, "GET"));
        if (!consumes) {
            script.send("provided", with("/users", time, "POST"));
        }
    }

    private void consumed(String path, long time) {
        var values = with(path, time, "POST");
        script.send("consumed", values);
        script.send("log", values);
    }

    /** The tasks of the server; the agent says to each of them that it is done once it has profiled a call. */
    private synchronized void fetchTasks() {
        for (var answer : script.send("tasks", Map.of("last", lastTask))) {
            for (var command : answer.path("commands")) {
                Map<String, String> arguments = new HashMap<>();
                command.get("args").forEach(argument -> arguments.put(argument.get("key").asText(), argument.path("value").asText()));
                tasks.put(arguments.get("EndpointName"), arguments.get("TaskId"));
                lastTask = Math.max(lastTask, Long.parseLong(arguments.getOrDefault("CreateTime", "0")));
            }
        }
    }

    /** @param takesTime whether the call is so long that the agent looks into it */
    private void profile(String part, String endpoint, String path, boolean takesTime) {
        fetchTasks();
        Map<String, Object> values = new HashMap<>(with(path, System.currentTimeMillis() - PROFILED_MILLIS, "POST"));
        script.send(part, values);
        var task = tasks.get(endpoint);
        if (task != null && takesTime) {
            values.put("task", task);
            script.send("snapshots", values);
            script.send("finished", values);
        }
    }

    private Map<String, Object> with(String path, long time, String method) {
        return Map.of("path", path, "t", time, "method", method, "id", "call-" + calls.incrementAndGet() + "-" + time);
    }

    private static Map<String, Object> with(List<String> service, long time) {
        return Map.of("service", service.get(0), "instance", service.get(1), "t", time);
    }
}

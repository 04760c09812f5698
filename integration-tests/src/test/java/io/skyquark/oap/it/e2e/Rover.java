// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.KubernetesApi;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * SkyWalking Rover beside the process that the area's queries name, and beside one of each other service that the area expects. It finds the function that
 * the area expects wherever it profiles, measures a network where one is profiled, and is over every threshold of a policy.
 */
final class Rover implements Traffic {

    private static final Pattern SERVICE = Pattern.compile("--service-name[ =](\\S+)");
    private static final Pattern INSTANCE = Pattern.compile("--instance-name[ =](\\S+)");
    private static final Pattern COMMAND = Pattern.compile("name: command_line\\s+value: (\\S+)");
    private static final Pattern SYMBOL = Pattern.compile("symbol: \"?([^\"\\s{]+)");
    /** An expected service. */
    private static final Pattern NEIGHBOUR = Pattern.compile("name: (\\S+)\\s+group:");
    /** The calls that Rover samples where it profiles a network, by reason. */
    private static final Map<String, String> SAMPLED = Map.of("slow", "/provider", "status_4xx", "/notfound", "status_5xx", "/provider");

    private final String name;
    private final String instance;
    private final String command;
    private final String symbol;
    private final Set<String> neighbours;
    /** Where OAP asks what is behind the address of a connection. */
    private final KubernetesApi kubernetes = KubernetesApi.start();
    private final AtomicLong traces = new AtomicLong();
    private Script script;
    private String process;
    private String policy = "";
    private long lastUpdate;

    Rover(Area area) {
        this.name = first(SERVICE, area, "rover");
        this.instance = first(INSTANCE, area, "test-instance");
        this.command = first(COMMAND, area, "/" + name);
        this.symbol = first(SYMBOL, area, "main");
        this.neighbours = NEIGHBOUR.matcher(area.text()).results().map(match -> match.group(1)).filter(other -> !other.equals(name))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public void configure(ServerLaunch launch, String programs) {
        // Sampled calls are records of which the slowest are kept, at the end of a period of minutes; what Rover measures has rules that are off by default.
        launch.env("SW_CORE_TOPN_REPORT_PERIOD", "1").env("SW_METER_ANALYZER_ACTIVE_FILES", "network-profiling,continuous-profiling")
            .env(kubernetes.environment());
    }

    @Override
    public void begin(RunningServer server, Map<String, Integer> ports) {
        script = new Script("rover", server, ports);
        neighbours.forEach(other -> script.send("process", Map.of("name", other, "instance", instance, "command", "/" + other)));
        process = script.send("process", values(Map.of("command", command))).get(0).at("/processes/0/processId").asText();
    }

    @Override
    public void continueTraffic() {
        script.send("alive", values(Map.of()));
        neighbours.forEach(other -> script.send("alive", Map.of("name", other, "instance", instance)));
        for (var task : commands(script.send("tasks", Map.of("last", lastUpdate)))) {
            lastUpdate = Math.max(lastUpdate, Long.parseLong(task.getOrDefault("TaskUpdateTime", "0")));
            profile(task.get("TargetType"), task.get("TaskId"));
        }
        for (var answer : commands(script.send("policies", values(Map.of("policy", policy))))) {
            Json.parse(answer.getOrDefault("ServiceWithPolicyJSON", "[]")).forEach(this::obey);
        }
    }

    @Override
    public void close() {
        kubernetes.close();
    }

    private void profile(String target, String task) {
        script.send(target, values(Map.of("task", task, "symbol", symbol, "t", System.currentTimeMillis() - 10_000, "now", System.currentTimeMillis())));
        if (target.equals("NETWORK")) {
            script.send("program", values(Map.of()));
            SAMPLED.forEach((reason, path) -> script.send("sampled", values(Map.of("reason", reason, "path", path, "t", System.currentTimeMillis() - 1_000,
                "trace", "sampled-" + traces.incrementAndGet() + "-" + System.currentTimeMillis()))));
        }
    }

    private void obey(JsonNode policies) {
        policy = policies.path("UUID").asText();
        policies.path("Profiling").forEach(items -> items.forEach(item -> {
            script.send("watched", values(Map.of("now", System.currentTimeMillis())));
            for (var task : commands(script.send("exceeded", values(Map.of("threshold", item.path("Threshold").asText()))))) {
                profile("ON_CPU", task.get("TaskId"));
            }
        }));
    }

    private Map<String, Object> values(Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(more);
        values.putAll(Map.of("name", name, "instance", instance));
        if (process != null) {
            values.put("process", process);
        }
        return values;
    }

    /** The arguments of each command in the answers. */
    private static List<Map<String, String>> commands(List<JsonNode> answers) {
        return answers.stream().flatMap(answer -> answer.path("commands").valueStream()).map(command -> command.path("args").valueStream()
            .collect(Collectors.toMap(argument -> argument.get("key").asText(), argument -> argument.path("value").asText()))).toList();
    }

    private static String first(Pattern pattern, Area area, String otherwise) {
        return pattern.matcher(area.text()).results().findFirst().map((MatchResult match) -> match.group(1)).orElse(otherwise);
    }
}

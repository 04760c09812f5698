// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.server.RunningServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** SkyWalking Rover beside the process that the area's queries name; it finds the function that the area expects wherever it profiles. */
final class Rover implements Traffic {

    private static final Pattern SERVICE = Pattern.compile("--service-name[ =](\\S+)");
    private static final Pattern SYMBOL = Pattern.compile("symbol: \"?([^\"\\s{]+)");

    private final String name;
    private final String symbol;
    private Script script;
    private long lastUpdate;

    Rover(Area area) {
        this.name = first(SERVICE, area, "rover");
        this.symbol = first(SYMBOL, area, "main");
    }

    @Override
    public void begin(RunningServer server, Map<String, Integer> ports) {
        script = new Script("rover", server, ports);
        script.send("process", Map.of("name", name));
    }

    @Override
    public void continueTraffic() {
        script.send("alive", Map.of("name", name));
        List<JsonNode> answers = script.send("tasks", Map.of("last", lastUpdate));
        for (var answer : answers) {
            answer.path("commands").forEach(command -> profile(arguments(command)));
        }
    }

    private void profile(Map<String, String> task) {
        lastUpdate = Math.max(lastUpdate, Long.parseLong(task.getOrDefault("TaskUpdateTime", "0")));
        script.send(task.get("TargetType"), Map.of("task", task.get("TaskId"), "process", task.get("ProcessId").split(",")[0], "symbol", symbol,
            "t", System.currentTimeMillis() - 10_000));
    }

    private static Map<String, String> arguments(JsonNode command) {
        Map<String, String> arguments = new HashMap<>();
        command.get("args").forEach(argument -> arguments.put(argument.get("key").asText(), argument.path("value").asText()));
        return arguments;
    }

    private static String first(Pattern pattern, Area area, String otherwise) {
        var matcher = pattern.matcher(area.text());
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.TestTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Stands in for SkyWalking's command line tool: the same commands and options become the same questions, and the answer is printed in the same YAML
 * (keys in lower case, fields that it does not ask for with Go's zero values). The questions are in {@code e2e/swctl.yaml}.
 */
final class Swctl {

    private static final Map<?, ?> TABLE = (Map<?, ?>) YamlText.load(resource());
    private static final Map<?, ?> COMMANDS = (Map<?, ?>) TABLE.get("commands");
    private static final Map<?, ?> ALIASES = (Map<?, ?>) TABLE.get("aliases");
    private static final Map<?, ?> FILES = (Map<?, ?>) TABLE.get("files");
    private static final List<?> LISTS = (List<?>) TABLE.get("lists");
    private static final Map<String, Object> FIRST_PAGE = Map.of("pageNum", 1, "pageSize", 15);
    private static final int LONGEST_COMMAND = 4;

    private final RunningServer server;

    Swctl(RunningServer server) {
        this.server = server;
    }

    /** A command or an option that is not implemented here. */
    static final class NotSupportedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotSupportedException(String message) {
            super(message);
        }
    }

    /** The command could not be carried out; the message says why. */
    static final class FailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FailedException(String message) {
            super(message);
        }
    }

    /**
     * @return what swctl prints
     * @throws NotSupportedException for a command that is not implemented here
     * @throws FailedException where the server refuses the question, or something that is named in it does not exist
     */
    String run(List<String> arguments) {
        var line = CommandLine.parse(arguments);
        var words = new ArrayList<>(line.words());
        var command = command(words);
        if (command.equals("event report")) {
            return reportEvent(line, words);
        }
        var entry = (Map<?, ?>) COMMANDS.get(command);
        if (entry == null) {
            throw new NotSupportedException("swctl " + String.join(" ", line.words()));
        }
        var answer = data((String) entry.get("query"), variables(command, line, words));
        var printed = printed(answer, (Map<?, ?>) entry.get("also"));
        return YamlText.dump(command.endsWith("service search") ? List.of(printed) : printed);
    }

    /** The longest command that the words begin with, which are then taken away. */
    private static String command(List<String> words) {
        var names = new ArrayList<>(words.stream().map(word -> String.valueOf(ALIASES.containsKey(word) ? ALIASES.get(word) : word)).toList());
        if (names.size() > 1 && names.get(0).equals("browser")) {
            return browserCommand(names, words);
        }
        for (int length = Math.min(LONGEST_COMMAND, names.size()); length > 0; length--) {
            var name = String.join(" ", names.subList(0, length));
            if (COMMANDS.containsKey(name) || name.equals("event report")) {
                words.subList(0, length).clear();
                return name.equals("service list") && !words.isEmpty() ? "service search" : name;
            }
        }
        return String.join(" ", names);
    }

    /** Versions and pages of a browser's application are instances and endpoints. */
    private static String browserCommand(List<String> names, List<String> words) {
        var name = String.join(" ", names.subList(0, Math.min(3, names.size())));
        words.subList(0, Math.min(3, words.size())).clear();
        return switch (name) {
            case "browser version list", "browser instance list" -> "instance list";
            case "browser page list", "browser endpoint list" -> "endpoint list";
            case "browser service list" -> words.isEmpty() ? name : "browser service search";
            default -> name;
        };
    }

    private Map<String, Object> variables(String command, CommandLine line, List<String> arguments) {
        var entity = new Names(line);
        Map<String, Object> variables = new HashMap<>();
        var duration = duration(line);
        switch (command) {
            case "service search", "browser service search" -> variables.put("name", first(arguments));
            case "service layer" -> variables.put("layer", first(arguments));
            case "service list", "browser service list" -> variables.put("duration", duration);
            case "instance list", "dependency service", "dependency instance", "process estimate scale", "profiling ebpf create prepare", "profiling ebpf list",
                 "profiling continuous list", "hierarchy service", "profiling trace list", "profiling continuous monitoring" -> {
                variables.put("serviceId", entity.serviceId());
                entity.destServiceId().ifPresent(id -> variables.put("destServiceId", id));
                variables.put("duration", duration);
                variables.put("labels", list(line, "labels"));
                line.option("layer").ifPresent(layer -> variables.put("layer", layer.toUpperCase(Locale.ROOT)));
                line.option("trigger").ifPresent(trigger -> variables.put("triggerType", trigger));
                line.option("endpoint-name").ifPresent(endpoint -> variables.put("endpointName", endpoint));
                line.option("target").ifPresent(target -> variables.put("target", target.toUpperCase(Locale.ROOT)));
            }
            case "instance get", "process list", "dependency process", "hierarchy instance" -> {
                variables.put("instanceId", entity.instanceId());
                variables.put("duration", duration);
                line.option("layer").ifPresent(layer -> variables.put("layer", layer.toUpperCase(Locale.ROOT)));
            }
            case "endpoint list" -> {
                variables.put("serviceId", entity.serviceId());
                variables.put("keyword", line.option("keyword").orElse(""));
                variables.put("limit", Integer.valueOf(line.option("limit").orElse("100")));
            }
            case "endpoint get", "dependency endpoint" -> {
                variables.put("endpointId", entity.endpointId());
                variables.put("duration", duration);
            }
            case "process get" -> variables.put("processId", line.option("process-id").orElse(""));
            case "dependency global" -> {
                line.option("layer").ifPresent(layer -> variables.put("layer", layer.toUpperCase(Locale.ROOT)));
                variables.put("duration", duration);
            }
            case "metrics list" -> variables.put("regex", line.option("regex").orElse(""));
            case "metrics exec" -> {
                variables.put("expression", line.option("expression").orElse(""));
                variables.put("entity", entity.entity());
                variables.put("duration", duration);
            }
            case "metrics single", "metrics nullable" -> {
                variables.put("condition", Map.of("name", line.option("name").orElse(""), "entity", entity.entity()));
                variables.put("duration", duration);
            }
            case "metrics sorted" -> {
                variables.put("condition", topN(line, arguments, entity));
                variables.put("duration", duration);
            }
            case "records list" -> {
                variables.put("condition", Map.of("name", line.option("name").orElse(""), "parentEntity", entity.entity(), "topN", count(arguments),
                    "order", line.option("order").orElse("DES")));
                variables.put("duration", duration);
            }
            case "trace list" -> variables.put("condition", traces(line, entity, duration));
            case "trace" -> variables.put("traceId", first(arguments));
            case "logs list" -> variables.put("condition", logs(line, entity, duration));
            case "event list" -> variables.put("condition", events(line, duration));
            case "alarm list" -> {
                variables.put("duration", duration);
                variables.put("paging", FIRST_PAGE);
                variables.put("tags", tags(line));
                line.option("keyword").ifPresent(keyword -> variables.put("keyword", keyword));
                line.option("scope").ifPresent(scope -> variables.put("scope", scope));
            }
            case "browser logs list" -> variables.put("condition", browserLogs(line, entity, duration));
            case "layer list", "menu get", "version", "hierarchy layer-levels" -> {
                // no variables
            }
            default -> profiling(command, line, entity, variables);
        }
        return variables;
    }

    private void profiling(String command, CommandLine line, Names entity, Map<String, Object> variables) {
        switch (command) {
            case "profiling trace create" -> variables.put("request", Map.of("serviceId", entity.serviceId(),
                "endpointName", line.option("endpoint-name").orElse(""), "startTime", number(line, "start-time", 0), "duration", number(line, "duration", 0),
                "minDurationThreshold", number(line, "min-duration-threshold", 0), "dumpPeriod", number(line, "dump-period", 0),
                "maxSamplingCount", number(line, "max-sampling-count", 0)));
            case "profiling trace segment-list", "profiling ebpf schedules" -> variables.put("taskId", line.option("task-id").orElse(""));
            case "profiling trace analysis" -> variables.put("queries", list(line, "segment-ids").stream().flatMap(segment -> timeRanges(line).stream()
                .map(range -> Map.of("segmentId", segment, "timeRange", range))).toList());
            case "profiling ebpf create fixed" -> variables.put("request", Map.of("serviceId", entity.serviceId(), "processLabels", list(line, "labels"),
                "startTime", number(line, "start-time", 0), "duration", Duration.parse("PT" + line.option("duration").orElse("10m")).toSeconds(),
                "targetType", line.option("target-type").orElse("ON_CPU")));
            case "profiling ebpf create network" -> variables.put("request", Map.of("instanceId", entity.instanceId(), "samplings",
                line.option("sampling-config").map(Swctl::file).orElse(List.of())));
            case "profiling ebpf analysis" -> {
                variables.put("scheduleIds", list(line, "schedule-id"));
                variables.put("timeRanges", timeRanges(line));
                variables.put("aggregate", line.option("aggregate").orElse("COUNT"));
            }
            case "profiling continuous set" -> variables.put("request", Map.of("serviceId", entity.serviceId(), "targets",
                line.option("config").map(Swctl::file).orElse(List.of())));
            default -> throw new NotSupportedException("swctl " + command);
        }
    }

    /** What a file of upstream's working copy says. */
    private static List<?> file(String name) {
        if (FILES.get(name.substring(name.lastIndexOf('/') + 1)) instanceof List<?> content) {
            return content;
        }
        throw new NotSupportedException("swctl with the file " + name);
    }

    private static Map<String, Object> traces(CommandLine line, Names entity, Object duration) {
        Map<String, Object> condition = new HashMap<>(Map.of("queryDuration", duration, "traceState", "ALL", "paging", FIRST_PAGE, "tags", tags(line),
            "queryOrder", line.option("order").orElse("duration").equals("startTime") ? "BY_START_TIME" : "BY_DURATION"));
        entity.optionalServiceId().ifPresent(id -> condition.put("serviceId", id));
        entity.optionalInstanceId().ifPresent(id -> condition.put("serviceInstanceId", id));
        entity.optionalEndpointId().ifPresent(id -> condition.put("endpointId", id));
        line.option("trace-id").ifPresent(id -> condition.put("traceId", id));
        return condition;
    }

    private static Map<String, Object> logs(CommandLine line, Names entity, Object duration) {
        Map<String, Object> condition = new HashMap<>(Map.of("queryDuration", duration, "paging", FIRST_PAGE, "tags", tags(line)));
        entity.optionalServiceId().ifPresent(id -> condition.put("serviceId", id));
        entity.optionalInstanceId().ifPresent(id -> condition.put("serviceInstanceId", id));
        entity.optionalEndpointId().ifPresent(id -> condition.put("endpointId", id));
        line.option("trace-id").ifPresent(id -> condition.put("relatedTrace", Map.of("traceId", id)));
        return condition;
    }

    private static Map<String, Object> browserLogs(CommandLine line, Names entity, Object duration) {
        Map<String, Object> condition = new HashMap<>(Map.of("queryDuration", duration, "paging", FIRST_PAGE));
        entity.optionalServiceId().ifPresent(id -> condition.put("serviceId", id));
        line.option("version-name").ifPresent(version -> condition.put("serviceVersionId", Names.partId(entity.serviceId(), version)));
        line.option("page-name").ifPresent(page -> condition.put("pagePathId", Names.partId(entity.serviceId(), page)));
        return condition;
    }

    private static Map<String, Object> events(CommandLine line, Object duration) {
        Map<String, Object> condition = new HashMap<>(Map.of("time", duration, "paging", FIRST_PAGE, "source", Map.of(
            "service", line.option("service-name").orElse(""), "serviceInstance", line.option("instance-name").orElse(""),
            "endpoint", line.option("endpoint-name").orElse(""))));
        line.option("name").ifPresent(name -> condition.put("name", name));
        line.option("type").ifPresent(type -> condition.put("type", type));
        line.option("layer").ifPresent(layer -> condition.put("layer", layer.toUpperCase(Locale.ROOT)));
        return condition;
    }

    private static Map<String, Object> topN(CommandLine line, List<String> arguments, Names entity) {
        var name = line.option("name").orElse("");
        Map<String, Object> condition = new HashMap<>(Map.of("name", name, "topN", count(arguments), "order", line.option("order").orElse("DES"),
            "scope", name.startsWith("service_instance") ? "ServiceInstance" : name.startsWith("endpoint") ? "Endpoint" : "Service"));
        entity.optionalServiceId().ifPresent(id -> condition.putAll(Map.of("parentService", Names.serviceName(id), "normal", id.endsWith(".1"))));
        return condition;
    }

    private String reportEvent(CommandLine line, List<String> parameters) {
        var uuid = line.option("uuid").orElse("");
        var pairs = new LinkedHashMap<String, String>();
        parameters.forEach(pair -> pairs.put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
        var event = Json.of(Map.of("uuid", uuid, "name", line.option("name").orElse(""), "type", line.option("type").orElse("Normal"),
            "message", line.option("message").orElse(""), "startTime", line.option("start-time").orElse("0"), "endTime", line.option("end-time").orElse("0"),
            "layer", line.option("layer").orElse("").toUpperCase(Locale.ROOT), "parameters", pairs, "source", Map.of(
                "service", line.option("service-name").orElse(""), "serviceInstance", line.option("instance-name").orElse(""),
                "endpoint", line.option("endpoint-name").orElse(""))));
        var answer = server.grpc().call("skywalking.v3.EventService/collect", List.of(event));
        if (!answer.status().equals("OK")) {
            throw new FailedException("the event was answered with " + answer);
        }
        return "level=info msg=\"Report the event successfully, whose uuid is " + uuid + "\\n\"\n{}\n";
    }

    private JsonNode data(String query, Map<String, Object> variables) {
        var answer = server.graphQl().ask(query, variables);
        var body = Json.find(answer.body()).orElseThrow(() -> new FailedException("the server answered " + answer));
        if (answer.status() != 200 || body.has("errors")) {
            throw new FailedException("the server answered " + answer.body() + " with " + variables);
        }
        return body.at("/data/result");
    }

    /** The answer as Go's YAML library writes it. */
    private static Object printed(JsonNode answer, Map<?, ?> also) {
        if (answer.isArray()) {
            List<Object> list = new ArrayList<>();
            answer.forEach(element -> list.add(printed(element, also)));
            return list;
        }
        if (answer.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            answer.properties().forEach(field -> {
                var key = field.getKey().toLowerCase(Locale.ROOT);
                var inner = also != null && also.get(key) instanceof Map<?, ?> fields ? fields : null;
                map.put(key, field.getValue().isNull() && LISTS.contains(key) ? List.of() : printed(field.getValue(), inner));
            });
            if (also != null) {
                also.forEach((key, value) -> map.putIfAbsent(String.valueOf(key), value));
            }
            return map;
        }
        return answer.isNull() ? null : answer.isTextual() ? answer.textValue() : answer.isBoolean() ? (Object) answer.booleanValue()
            : answer.isIntegralNumber() ? (Object) answer.longValue() : (Object) answer.doubleValue();
    }

    /** By default the last 30 minutes; both ends may be a time of any step, or a distance to now. */
    private static Map<String, String> duration(CommandLine line) {
        var now = Instant.now();
        var start = line.option("start");
        var end = line.option("end");
        if (start.isEmpty() || end.isEmpty()) {
            return TestTime.duration("MINUTE", start.map(from -> now.plus(distance(from))).orElse(now.minus(Duration.ofMinutes(30))),
                end.map(to -> now.plus(distance(to))).orElse(now));
        }
        if (!start.get().matches("\\d{4}-.*")) {
            return TestTime.duration("MINUTE", now.plus(distance(start.get())), now.plus(distance(end.get())));
        }
        var step = switch (start.get().length()) {
            case 10 -> "DAY";
            case 13 -> "HOUR";
            case 15 -> "MINUTE";
            default -> "SECOND";
        };
        return Map.of("start", start.get(), "end", end.get(), "step", step);
    }

    private static Duration distance(String text) {
        if (!text.matches("[-+]?(\\d+[hms])+")) {
            throw new NotSupportedException("swctl with the time " + text);
        }
        var amount = Duration.parse("PT" + text.replaceFirst("^[-+]", ""));
        return text.startsWith("-") ? amount.negated() : amount;
    }

    private static List<Map<String, String>> tags(CommandLine line) {
        return list(line, "tags").stream().map(tag -> tag.split("=", 2)).map(tag -> Map.of("key", tag[0], "value", tag[1])).toList();
    }

    private static List<Map<String, Long>> timeRanges(CommandLine line) {
        return list(line, "time-ranges").stream().map(range -> range.split("-")).filter(range -> range.length == 2 && !range[0].isEmpty())
            .map(range -> Map.of("start", Long.valueOf(range[0]), "end", Long.valueOf(range[1]))).toList();
    }

    private static List<String> list(CommandLine line, String option) {
        return line.option(option).map(text -> List.of(text.split(","))).orElse(List.of());
    }

    private static long number(CommandLine line, String option, long otherwise) {
        return line.option(option).map(Long::valueOf).orElse(otherwise);
    }

    private static int count(List<String> arguments) {
        return arguments.isEmpty() ? 5 : Integer.parseInt(arguments.get(0));
    }

    private static String first(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new FailedException("an argument is missing");
        }
        return arguments.get(0);
    }

    private static String resource() {
        try (var table = Objects.requireNonNull(Swctl.class.getResourceAsStream("/e2e/swctl.yaml"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the options name: services, instances, endpoints and processes, by ID or by a name that the server is asked for. */
    private final class Names {

        private final CommandLine line;
        private final boolean browser;

        Names(CommandLine line) {
            this.line = line;
            this.browser = line.words().get(0).equals("browser");
        }

        String serviceId() {
            return optionalServiceId().orElseThrow(() -> new FailedException("there is neither --service-name nor --service-id"));
        }

        Optional<String> optionalServiceId() {
            return serviceId("");
        }

        Optional<String> destServiceId() {
            return serviceId("dest-");
        }

        String instanceId() {
            return optionalInstanceId().orElseThrow(() -> new FailedException("there is neither --instance-name nor --instance-id"));
        }

        Optional<String> optionalInstanceId() {
            return line.option("instance-id").or(() -> line.option("instance-name").map(name -> partId(serviceId(), name)));
        }

        String endpointId() {
            return optionalEndpointId().orElseThrow(() -> new FailedException("there is neither --endpoint-name nor --endpoint-id"));
        }

        Optional<String> optionalEndpointId() {
            return line.option("endpoint-id").or(() -> line.option("endpoint-name").map(name -> partId(serviceId(), name)));
        }

        Map<String, Object> entity() {
            Map<String, Object> entity = new HashMap<>();
            addEntity(entity, "", "service", "normal");
            addEntity(entity, "dest-", "destService", "destNormal");
            entity.put("scope", scope(entity));
            return entity;
        }

        private void addEntity(Map<String, Object> entity, String prefix, String service, String normal) {
            var id = serviceId(prefix);
            if (id.isPresent()) {
                entity.put(service + "Name", serviceName(id.get()));
                entity.put(normal, id.get().endsWith(".1"));
            }
            var dest = prefix.isEmpty() ? "" : "dest";
            line.option(prefix + "instance-name").ifPresent(name -> entity.put(dest.isEmpty() ? "serviceInstanceName" : "destServiceInstanceName", name));
            line.option(prefix + "endpoint-name").ifPresent(name -> entity.put(dest.isEmpty() ? "endpointName" : "destEndpointName", name));
            line.option(prefix + "process-name").ifPresent(name -> entity.put(dest.isEmpty() ? "processName" : "destProcessName", name));
        }

        private static String scope(Map<String, Object> entity) {
            var scopes = new LinkedHashMap<String, String>();
            scopes.put("destEndpointName", "EndpointRelation");
            scopes.put("destProcessName", "ProcessRelation");
            scopes.put("destServiceInstanceName", "ServiceInstanceRelation");
            scopes.put("destServiceName", "ServiceRelation");
            scopes.put("endpointName", "Endpoint");
            scopes.put("processName", "Process");
            scopes.put("serviceInstanceName", "ServiceInstance");
            scopes.put("serviceName", "Service");
            return scopes.entrySet().stream().filter(scope -> entity.containsKey(scope.getKey())).map(Map.Entry::getValue).findFirst().orElse("All");
        }

        private Optional<String> serviceId(String prefix) {
            return line.option(prefix + "service-id").or(() -> line.option(prefix + "service-name").map(this::idOf));
        }

        private String idOf(String name) {
            var command = (Map<?, ?>) COMMANDS.get(browser ? "browser service search" : "service search");
            var id = data((String) command.get("query"), Map.of("name", name)).path("id").asText("");
            if (id.isEmpty()) {
                throw new FailedException("there is no service " + name);
            }
            return id;
        }

        private static String serviceName(String id) {
            return new String(Base64.getDecoder().decode(id.substring(0, id.lastIndexOf('.'))), StandardCharsets.UTF_8);
        }

        private static String partId(String serviceId, String part) {
            return serviceId + "_" + Base64.getEncoder().encodeToString(part.getBytes(StandardCharsets.UTF_8));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the recorded exchanges of a resource folder, in the order of the file names.
 *
 * <p>A {@code .yaml} file is a list of exchanges, whose keys are those of {@link Exchange}: {@code name}; one of {@code grpc} with {@code messages},
 * {@code http} (method and path) with {@code server}, {@code headers}, {@code body}, {@code format}, {@code graphql} with {@code variables}, or
 * {@code zabbix} (the message); {@code minutes}, {@code capture}, {@code until}; {@code empty} or {@code fails} with the reason. An entry with
 * {@code metrics} stands for one question for each of these metrics of {@code entity}.
 *
 * <p>A {@code .graphql} file is a list of questions. Each begins with the comment {@code # == name}; comments below it give the variables, one JSON
 * object for each time that the question is asked, or say {@code # empty: why} or {@code # fails: why}.
 */
public final class Recording {

    /** What a server must have switched on for the recorded exchanges. */
    public static final Map<String, String> SETTINGS = Map.of(
        "SW_RECEIVER_ZIPKIN", "default",
        "SW_QUERY_ZIPKIN", "default",
        "SW_OTEL_RECEIVER_ENABLED_HANDLERS", "otlp-traces,otlp-metrics,otlp-logs",
        "SW_CORE_TOPN_REPORT_PERIOD", "1",
        "SW_ENABLE_UPDATE_UI_TEMPLATE", "true",
        "SW_HEALTH_CHECKER", "default",
        "SW_RECEIVER_ZABBIX", "default",
        "SW_ENVOY_METRIC_ALS_HTTP_ANALYSIS", "mx-mesh,persistence",
        "SW_ENVOY_METRIC_ALS_TCP_ANALYSIS", "mx-mesh,persistence",
        "SW_METER_ANALYZER_ACTIVE_FILES", "datasource,threadpool,satellite,go-runtime,python-runtime,continuous-profiling,java-agent,network-profiling,"
            + "spring-micrometer");

    private static final String METRIC_QUESTION = """
        query ($expression: String!, $entity: Entity!, $duration: Duration!) {
          execExpression(expression: $expression, entity: $entity, duration: $duration) { type results { metric { labels { key value } } values { id
            value traceID } } error }
        }""";

    private Recording() {
    }

    public static List<Exchange> read(String folder) {
        try (var files = Files.list(Path.of(Objects.requireNonNull(Recording.class.getResource("/" + folder), folder).toURI()))) {
            return files.sorted().flatMap(file -> read(file).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Exchange> read(Path file) {
        try {
            var name = file.getFileName().toString();
            var theme = name.substring(0, name.lastIndexOf('.'));
            var text = Files.readString(file);
            return name.endsWith(".graphql") ? readQuestions(theme, text) : readExchanges(theme, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Exchange> readExchanges(String theme, String text) {
        List<Exchange> exchanges = new ArrayList<>();
        for (var entry : Json.parseYaml(text)) {
            var name = theme + "/" + entry.get("name").asText();
            if (entry.has("metrics")) {
                entry.get("metrics").forEach(metric -> exchanges.add(metricQuestion(name, metric.asText(), entry)));
                continue;
            }
            exchanges.add(new Exchange(name, request(name, entry), texts(entry.path("minutes")), map(entry.path("capture")),
                entry.path("until").asText(null), expected(entry.has("empty"), entry.has("fails")),
                entry.path("empty").asText(entry.path("fails").asText(null))));
        }
        return exchanges;
    }

    private static Exchange.Request request(String name, JsonNode entry) {
        if (entry.has("grpc")) {
            List<JsonNode> messages = new ArrayList<>();
            entry.path("messages").forEach(messages::add);
            return new Exchange.Grpc(entry.get("grpc").asText(), messages);
        }
        if (entry.has("http")) {
            var target = entry.get("http").asText().split(" ", 2);
            return new Exchange.Http(entry.path("server").asText("rest"), target[0], target[1], map(entry.path("headers")),
                entry.get("body"), entry.path("format").asText("json"));
        }
        if (entry.has("graphql")) {
            return new Exchange.GraphQl(entry.get("graphql").asText(), entry.has("variables") ? entry.get("variables") : Json.of(Map.of()));
        }
        if (entry.has("zabbix")) {
            return new Exchange.Zabbix(entry.get("zabbix"));
        }
        throw new IllegalArgumentException(name + " has neither grpc nor http nor graphql nor zabbix");
    }

    private static Exchange metricQuestion(String name, String metric, JsonNode entry) {
        var variables = Json.of(Map.of("expression", metric, "entity", entry.get("entity"), "duration", entry.path("duration").asText("<duration:MINUTE>")));
        return new Exchange(name + ": " + metric, new Exchange.GraphQl(METRIC_QUESTION, variables), List.of(), Map.of(), null,
            expected(entry.has("empty"), false), entry.path("empty").asText(null));
    }

    private static List<Exchange> readQuestions(String theme, String text) {
        List<Exchange> questions = new ArrayList<>();
        for (var block : text.split("(?m)^# == ")) {
            if (block.startsWith("#")) {
                continue; // the comment that opens the file
            }
            var lines = block.lines().toList();
            var name = theme + "/" + lines.get(0).strip();
            List<JsonNode> variables = new ArrayList<>();
            String empty = null;
            String fails = null;
            var query = new StringBuilder();
            for (var line : lines.subList(1, lines.size())) {
                if (line.startsWith("# {")) {
                    variables.add(Json.parse(line.substring(2)));
                } else if (line.startsWith("# empty: ")) {
                    empty = line.substring("# empty: ".length());
                } else if (line.startsWith("# fails: ")) {
                    fails = line.substring("# fails: ".length());
                } else {
                    query.append(line).append('\n');
                }
            }
            if (variables.isEmpty()) {
                variables.add(Json.of(Map.of()));
            }
            for (int i = 0; i < variables.size(); i++) {
                questions.add(new Exchange(variables.size() == 1 ? name : name + " " + (i + 1),
                    new Exchange.GraphQl(query.toString(), variables.get(i)), List.of(), Map.of(), null,
                    expected(empty != null, fails != null), empty != null ? empty : fails));
            }
        }
        return questions;
    }

    private static Exchange.Expected expected(boolean empty, boolean fails) {
        return empty ? Exchange.Expected.EMPTY : fails ? Exchange.Expected.ERROR : Exchange.Expected.DATA;
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}

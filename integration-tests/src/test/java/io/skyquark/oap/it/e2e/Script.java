// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.client.ZabbixAgent;
import io.skyquark.oap.it.server.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Messages of programs, from a resource: by name a list of {@code grpc} with {@code messages}, {@code http} (method and path) with {@code body} and
 * {@code port} (the one of the listener by default), {@code kafka} (the topic) with {@code body}, or {@code zabbix} (the message). {@code <name>} stands for a value; of a time in milliseconds
 * {@code <t+30>} is 30 ms later and {@code <t:ns>} the same
 * in nanoseconds, {@code <t:us>} in microseconds, {@code <t:s>} in seconds.
 */
final class Script {

    /** The port of a Kafka by default. */
    static final String KAFKA = "9092";
    private static final Pattern VALUE = Pattern.compile("<([a-z]\\w*)(?:\\+(\\d+))?(?::(ns|us|s))?>");

    private final JsonNode parts;
    private final RunningServer server;
    private final Map<String, Integer> ports;

    /** @param ports of the server's listeners, by the port that the listener has by default */
    Script(String name, RunningServer server, Map<String, Integer> ports) {
        this.server = server;
        this.ports = ports;
        try (var resource = Objects.requireNonNull(getClass().getResourceAsStream("/e2e/traffic/" + name + ".yaml"), name)) {
            this.parts = Json.parseYaml(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends the messages of a part, in their order.
     *
     * @return the messages that the calls over gRPC were answered with
     * @throws AssertionError where the server does not accept one
     */
    List<JsonNode> send(String part, Map<String, ?> values) {
        List<JsonNode> answers = new ArrayList<>();
        var steps = Objects.requireNonNull(parts.get(part), part);
        // Values are put into the text: protobuf's JSON takes numbers as texts, and JSON bodies get numbers where the placeholder is not in quotes.
        for (var step : Json.parse(resolve(steps.toString(), values))) {
            if (step.has("grpc")) {
                List<JsonNode> messages = new ArrayList<>();
                step.get("messages").forEach(messages::add);
                var answer = server.grpc().call(step.get("grpc").asText(), messages);
                if (!answer.status().equals("OK")) {
                    throw new AssertionError(part + " was answered with " + answer + " to " + step);
                }
                answers.addAll(answer.messages());
            } else if (step.has("kafka")) {
                write(step.get("kafka").asText(), step.get("body").toString());
            } else if (step.has("zabbix")) {
                new ZabbixAgent(server.ports().zabbix()).send(step.get("zabbix").toString()).orElseThrow(() -> new AssertionError("no answer to " + step));
            } else {
                var target = step.get("http").asText().split(" ", 2);
                var http = new Http(ports.get(step.path("port").asText("12800")));
                var answer = http.send(target[0], target[1], Map.of("Content-Type", "application/json"), step.get("body").toString());
                if (answer.status() >= 300) {
                    throw new AssertionError(part + " was answered with " + answer + " to " + step);
                }
            }
        }
        return answers;
    }

    private void write(String topic, String value) {
        try (var producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + ports.get(KAFKA)), new StringSerializer(),
            new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value));
        }
    }

    private static String resolve(String text, Map<String, ?> values) {
        return VALUE.matcher(text).replaceAll(match -> {
            var value = values.get(match.group(1));
            if (value == null) {
                return Matcher.quoteReplacement(match.group());
            }
            if (match.group(2) == null && match.group(3) == null) {
                return Matcher.quoteReplacement(value.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
            }
            long millis = ((Number) value).longValue() + (match.group(2) == null ? 0 : Long.parseLong(match.group(2)));
            return String.valueOf(match.group(3) == null ? millis : match.group(3).equals("ns") ? millis * 1_000_000
                : match.group(3).equals("us") ? millis * 1_000 : millis / 1_000);
        });
    }
}

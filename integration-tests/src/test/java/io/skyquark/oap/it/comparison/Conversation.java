// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.comparison;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.client.ZabbixAgent;
import io.skyquark.oap.it.inventory.Firehose;
import io.skyquark.oap.it.inventory.ZipkinSpans;
import io.skyquark.oap.it.server.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.awaitility.core.ConditionTimeoutException;

/** Recorded exchanges with one server, and what its answers gave for later ones. */
public final class Conversation {

    private final Values values;
    private final Map<String, String> captured = new LinkedHashMap<>();
    private RunningServer server;

    public Conversation(RunningServer server, Values values) {
        this.server = server;
        this.values = values;
    }

    /** Goes on with another server, which has the data of the former one. */
    public void continueWith(RunningServer successor) {
        server = successor;
    }

    /**
     * Sends a request, as often as it says.
     *
     * @return the answer; of a request for several minutes an array of answers. What only this server can have given is written as
     *     {@code <name>} where it was captured
     */
    public JsonNode perform(Exchange exchange) {
        if (exchange.minutes().isEmpty()) {
            return withoutCaptured(performOnce(exchange));
        }
        var answers = JsonNodeFactory.instance.arrayNode();
        for (var minute : exchange.minutes()) {
            values.set("m", values.get(minute));
            answers.add(performOnce(exchange));
        }
        return withoutCaptured(answers);
    }

    private JsonNode performOnce(Exchange exchange) {
        var answer = exchange.until() == null ? send(exchange.request()) : sendUntil(exchange);
        exchange.capture().forEach((name, pointer) -> {
            var value = answer.at(pointer);
            if (isEmpty(value)) {
                throw new AssertionError(server.name() + " gave nothing at " + pointer + " for " + exchange.name() + ": " + answer);
            }
            values.set(name, value);
            captured.put(value.asText(), "<" + name + ">");
        });
        return answer;
    }

    private JsonNode sendUntil(Exchange exchange) {
        var last = new AtomicReference<JsonNode>();
        try {
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).until(() -> {
                last.set(send(exchange.request()));
                return !isEmpty(last.get().at(exchange.until()));
            });
        } catch (ConditionTimeoutException e) {
            server.process().dumpThreads();
            throw new AssertionError(server.name() + " gave nothing at " + exchange.until() + " for " + exchange.name() + ": " + last.get(), e);
        }
        return last.get();
    }

    private JsonNode send(Exchange.Request request) {
        if (request instanceof Exchange.Grpc grpc) {
            var answer = server.grpc().call(grpc.method(), grpc.messages().stream().map(values::resolve).toList());
            return Json.of(answer);
        }
        if (request instanceof Exchange.GraphQl graphQl) {
            return tree(server.graphQl().ask(graphQl.query(), values.resolve(graphQl.variables())), "json");
        }
        if (request instanceof Exchange.Zabbix zabbix) {
            return tree(new ZabbixAgent(server.ports().zabbix()).send(text(values.resolve(zabbix.message()))));
        }
        var http = (Exchange.Http) request;
        var body = http.body() == null ? null : bytes(values.resolve(http.body()), "gzip".equals(http.headers().get("Content-Encoding")));
        return tree(new Http(port(http.server())).sendBytes(http.method(), values.resolve(http.path()), http.headers(), body), http.format());
    }

    private int port(String listener) {
        return switch (listener) {
            case "rest" -> server.ports().rest();
            case "promql" -> server.ports().promql();
            case "logql" -> server.ports().logql();
            case "zipkin" -> server.ports().zipkin();
            case "zipkinquery" -> server.ports().zipkinQuery();
            case "firehose" -> server.ports().firehose();
            default -> throw new IllegalArgumentException("no listener " + listener);
        };
    }

    private static JsonNode tree(Http.Answer answer, String format) {
        return JsonNodeFactory.instance.objectNode()
            .put("status", answer.status())
            .put("contentType", answer.contentType())
            .set("body", body(answer.body(), answer.status() == 200 ? format : "json"));
    }

    private static byte[] bytes(JsonNode body, boolean gzip) {
        var plain = body.path("spans").has("encoding") ? ZipkinSpans.encode(body.get("spans"))
            : (body.has("firehose") ? Firehose.request(body.get("firehose")).toString() : text(body)).getBytes(StandardCharsets.UTF_8);
        if (!gzip) {
            return plain;
        }
        var compressed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : node.toString();
    }

    private static JsonNode tree(Optional<String> answer) {
        return JsonNodeFactory.instance.objectNode().put("closed", answer.isEmpty()).set("body", answer.map(Json::parse).orElse(null));
    }

    private static JsonNode body(String text, String format) {
        return switch (format) {
            case "json" -> Json.find(text).orElse(JsonNodeFactory.instance.textNode(text));
            case "yaml" -> Json.parseYaml(text);
            case "properties" -> {
                var lines = JsonNodeFactory.instance.objectNode();
                text.lines().map(line -> (line + "=").split("=", 2)).forEach(pair -> lines.put(pair[0], pair[1]));
                yield lines;
            }
            default -> throw new IllegalArgumentException("no format " + format);
        };
    }

    private JsonNode withoutCaptured(JsonNode answer) {
        var text = answer.toString();
        for (var entry : captured.entrySet()) {
            text = text.replace(entry.getKey(), entry.getValue());
        }
        return Json.parse(text);
    }

    /**
     * Whether a tree tells nothing: no node, null, false, an empty text, containers of nothing else, or a metric without a value (which has an
     * ID and labels all the same).
     */
    public static boolean isEmpty(JsonNode node) {
        if (node.isObject() && (node.path("isEmptyValue").asBoolean() || node.has("value") && node.get("value").isNull())) {
            return true;
        }
        if (node.has("results")) {
            return isEmpty(node.get("results"));
        }
        if (node.has("values")) {
            return isEmpty(node.get("values"));
        }
        if (node.isContainerNode()) {
            return node.valueStream().allMatch(Conversation::isEmpty);
        }
        return node.isMissingNode() || node.isNull() || node.isBoolean() && !node.booleanValue() || node.isTextual() && node.asText().isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skyquark.oap.it.client.GraphQl;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.comparison.RecordedConversation;
import io.skyquark.oap.it.inventory.Inventory.RootField;
import io.skyquark.oap.it.inventory.Walk.Call;
import io.skyquark.oap.it.inventory.Walk.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Asks every root field for everything below it, with the arguments of each recorded request to the field, and with those that are written down for it.
 * What the answers show of the types of the schema is kept.
 */
final class GraphQlWalk {

    private static final Pattern ARGUMENT = Pattern.compile("(\\w+):\\s*\\$(\\w+)");

    private final GraphQl server;
    private final GraphQlSchema schema;
    private final RecordedConversation conversation;
    private final JsonNode written;
    private final Set<String> reachable = new TreeSet<>();
    private final Set<String> shown = new TreeSet<>();

    /** @param written lists of arguments by {@code Query.field} or {@code Mutation.field} */
    GraphQlWalk(GraphQl server, RecordedConversation conversation, JsonNode written) {
        this.server = server;
        this.schema = new GraphQlSchema(server);
        this.conversation = conversation;
        this.written = written;
    }

    /** Asks a root field in every way that is known. */
    void call(RootField entry, Walk walk) {
        var field = schema.field(entry.type(), entry.name());
        if (field == null) {
            walk.add(entry, new Call("introspection", "no field", Outcome.FAILED, "the schema of the server does not have it"));
            return;
        }
        reach(schema.objectType(field));
        inputs(entry, field).forEach((input, arguments) -> walk.add(entry, call(entry, field, input, arguments)));
    }

    /** The fields of object types that questions have asked for, in the form {@code Type.field}. */
    Set<String> reachable() {
        return reachable;
    }

    /** Those of {@link #reachable} of which an answer had a value. */
    Set<String> shown() {
        return shown;
    }

    private Map<String, ObjectNode> inputs(RootField entry, JsonNode field) {
        Map<String, ObjectNode> inputs = new LinkedHashMap<>();
        if (field.get("args").isEmpty()) {
            inputs.put("without arguments", (ObjectNode) Json.of(Map.of()));
        }
        for (var question : conversation.questionsWithData()) {
            var call = Pattern.compile("\\b" + entry.name() + "\\s*\\(([^()]*)\\)").matcher(question.query());
            if (call.find()) {
                inputs.put(question.name(), arguments(call.group(1), question.variables()));
            }
        }
        int number = 0;
        for (var arguments : written.path(entry.type() + "." + entry.name())) {
            inputs.put("written " + ++number, arguments.deepCopy());
        }
        inputs.values().forEach(arguments -> field.get("args").forEach(argument -> {
            var name = argument.get("name").asText();
            if (argument.at("/type/name").asText().equals("Boolean") && !arguments.has(name)) {
                arguments.put(name, true); // what is only there on demand, such as debugging traces
            }
        }));
        return inputs;
    }

    private static ObjectNode arguments(String call, JsonNode variables) {
        var arguments = (ObjectNode) Json.of(Map.of());
        var matcher = ARGUMENT.matcher(call);
        while (matcher.find()) {
            if (variables.has(matcher.group(2))) {
                arguments.set(matcher.group(1), variables.get(matcher.group(2)));
            }
        }
        return arguments;
    }

    private Call call(RootField entry, JsonNode field, String input, ObjectNode arguments) {
        List<String> names = new ArrayList<>();
        arguments.fieldNames().forEachRemaining(names::add);
        JsonNode resolved;
        try {
            resolved = conversation.resolve(arguments);
        } catch (IllegalArgumentException e) {
            return new Call(input, "not asked", Outcome.FAILED, e.getMessage());
        }
        var answer = server.ask(schema.question(entry.type(), field, names), resolved);
        var body = Json.find(answer.body());
        if (answer.status() != 200 || body.isEmpty() || body.get().has("errors") || Missing.isToldBy(answer.body())) {
            return new Call(input, answer.status() == 200 ? "error" : String.valueOf(answer.status()), Outcome.FAILED, answer.body());
        }
        var value = body.get().path("data").path(entry.name());
        show(field, value);
        boolean something = value.isBoolean() || !RecordedConversation.tellsNothing(value);
        return new Call(input, something ? "data" : "no data", something ? Outcome.ANSWERED : Outcome.EMPTY, something ? "" : value.toString());
    }

    private void reach(String type) {
        if (type == null) {
            return;
        }
        for (var field : schema.fields(type)) {
            if (reachable.add(type + "." + field.get("name").asText())) {
                reach(schema.objectType(field));
            }
        }
    }

    private void show(JsonNode field, JsonNode value) {
        var type = schema.objectType(field);
        if (value.isArray()) {
            value.forEach(element -> show(field, element));
        } else if (type != null && value.isObject()) {
            for (var inner : schema.fields(type)) {
                var name = inner.get("name").asText();
                if (value.hasNonNull(name) && !(value.get(name).isArray() && value.get(name).isEmpty())) {
                    shown.add(type + "." + name);
                    show(inner, value.get(name));
                }
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.GraphQl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The schema of a server, from introspection, and the questions that ask for everything in it. */
final class GraphQlSchema {

    private static final String TYPE = "{ kind name" + " ofType { kind name".repeat(5) + " }".repeat(6);
    private static final String INTROSPECTION = "{ __schema { types { kind name fields(includeDeprecated: true) { name args { name type " + TYPE
        + " } type " + TYPE + " } } } }";

    private final Map<String, JsonNode> types = new LinkedHashMap<>();

    GraphQlSchema(GraphQl server) {
        server.data(INTROSPECTION, Map.of()).at("/__schema/types").forEach(type -> types.put(type.get("name").asText(), type));
    }

    JsonNode fields(String type) {
        return types.get(type).get("fields");
    }

    /** The declaration of a field: {@code name}, {@code args}, {@code type}; null where there is none. */
    JsonNode field(String type, String name) {
        for (var field : types.get(type).path("fields")) {
            if (field.get("name").asText().equals(name)) {
                return field;
            }
        }
        return null;
    }

    /** The object type that a field gives, alone or in lists; null where it gives scalars. */
    String objectType(JsonNode field) {
        var name = name(field.get("type"));
        return types.get(name).get("kind").asText().equals("OBJECT") ? name : null;
    }

    /** A question to a root field for everything below it, with its arguments as variables. */
    String question(String rootType, JsonNode field, Iterable<String> arguments) {
        var operation = new StringBuilder(rootType.equals("Mutation") ? "mutation" : "query");
        var variables = new StringBuilder();
        var values = new StringBuilder();
        for (var argument : arguments) {
            variables.append(" $").append(argument).append(": ").append(print(argument(field, argument).get("type")));
            values.append(' ').append(argument).append(": $").append(argument);
        }
        if (!variables.isEmpty()) {
            operation.append(" (").append(variables.substring(1)).append(")");
        }
        operation.append(" { ").append(field.get("name").asText());
        if (!values.isEmpty()) {
            operation.append('(').append(values.substring(1)).append(')');
        }
        return operation.append(selection(objectType(field), Map.of())).append(" }").toString();
    }

    static JsonNode argument(JsonNode field, String name) {
        for (var argument : field.get("args")) {
            if (argument.get("name").asText().equals(name)) {
                return argument;
            }
        }
        throw new IllegalArgumentException(field.get("name").asText() + " has no argument " + name);
    }

    /** A type that contains itself is asked for once more inside itself. */
    private String selection(String type, Map<String, Integer> above) {
        if (type == null || above.getOrDefault(type, 0) > 1) {
            return "";
        }
        var around = new LinkedHashMap<>(above);
        around.merge(type, 1, Integer::sum);
        var fields = new TreeSet<String>();
        for (var field : types.get(type).get("fields")) {
            var inner = objectType(field);
            var selection = selection(inner, around);
            if (inner == null || !selection.isEmpty()) {
                fields.add(field.get("name").asText() + selection);
            }
        }
        return fields.stream().collect(Collectors.joining(" ", " { ", " }"));
    }

    private static String name(JsonNode type) {
        return type.path("ofType").isObject() ? name(type.get("ofType")) : type.get("name").asText();
    }

    private static String print(JsonNode type) {
        return switch (type.get("kind").asText()) {
            case "NON_NULL" -> print(type.get("ofType")) + "!";
            case "LIST" -> "[" + print(type.get("ofType")) + "]";
            default -> type.get("name").asText();
        };
    }
}

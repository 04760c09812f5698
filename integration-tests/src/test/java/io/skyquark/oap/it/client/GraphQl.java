// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Questions in the query protocol. */
public final class GraphQl {

    private static final String EXPRESSION = """
        query ($expression: String!, $entity: Entity!, $duration: Duration!) {
          execExpression(expression: $expression, entity: $entity, duration: $duration) { error results { metric { labels { key value } } values { value } } }
        }""";

    private final Http http;

    public GraphQl(Http http) {
        this.http = http;
    }

    /** The answer as it came over HTTP. */
    public Http.Answer ask(String query, Object variables) {
        var body = Json.of(Map.of("query", query, "variables", variables)).toString();
        return http.send("POST", "/graphql", Map.of("Content-Type", "application/json"), body);
    }

    /**
     * The {@code data} of the answer.
     *
     * @throws AssertionError where the answer tells of an error
     */
    public JsonNode data(String query, Object variables) {
        var answer = ask(query, variables);
        var body = Json.parse(answer.body());
        if (answer.status() != 200 || body.has("errors")) {
            throw new AssertionError("GraphQL answered " + answer.status() + " " + answer.body() + "\nto " + query + "\nwith " + variables);
        }
        return body.get("data");
    }

    /**
     * The series of an expression over metrics, each with {@code metric} and {@code values}.
     *
     * @throws AssertionError where the answer tells of an error
     */
    public JsonNode series(String expression, Map<String, ?> entity, Map<String, String> duration) {
        var variables = Map.of("expression", expression, "entity", entity, "duration", duration);
        var result = data(EXPRESSION, variables).get("execExpression");
        if (!result.get("error").isNull()) {
            throw new AssertionError(result.get("error").asText() + " in " + variables);
        }
        return result.get("results");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Questions in the query protocol. */
public final class GraphQl {

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
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.MediaType;

/**
 * What a client asks.
 *
 * @param operationName {@code null} where the client names none
 * @param variables values as Jackson reads them
 */
record GraphQlRequest(String query, String operationName, Map<String, Object> variables) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request that is refused before anything is executed; the message is the response's text. */
    static final class Refused extends Exception {

        private final int status;

        Refused(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /**
     * @param operations the form field of that name, {@code null} unless the body is a form
     * @param map the form field of that name, {@code null} unless the body is a form
     */
    static GraphQlRequest read(AggregatedHttpRequest request, String operations, String map) throws Refused {
        var type = request.contentType();
        if (type != null && type.is(MediaType.MULTIPART_FORM_DATA)) {
            requireField("operations", operations);
            requireField("map", map);
            return ofJson(operations);
        }
        if (type != null && (type.isJson() || type.is(MediaType.GRAPHQL_JSON))) {
            var text = request.content().toString(charset(type));
            if (text.isEmpty()) {
                throw new Refused(400, "Missing request body");
            }
            return ofJson(text);
        }
        if (type != null && type.is(MediaType.GRAPHQL)) {
            return new GraphQlRequest(request.content().toString(charset(type)), null, Map.of());
        }
        throw new Refused(415, "Unsupported media type. Only JSON compatible types and application/graphql are supported.");
    }

    private static Charset charset(MediaType type) {
        try {
            return type.charset(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A charset that this JVM does not know is no reason to refuse a request.
            return StandardCharsets.UTF_8;
        }
    }

    private static void requireField(String name, String value) throws Refused {
        if (value == null) {
            throw new Refused(400, "'" + name + "' form field is missing");
        }
    }

    private static GraphQlRequest ofJson(String text) throws Refused {
        Map<String, Object> fields;
        try {
            fields = JSON.readValue(text, new TypeReference<>() {
            });
        } catch (JsonProcessingException e) {
            throw new Refused(400, "Failed to parse a JSON document: " + text);
        }
        if (fields == null) {
            throw new IllegalStateException("The request is null");
        }
        var query = string("query", fields.get("query"));
        if (query == null || query.isEmpty()) {
            throw new Refused(400, "query is missing");
        }
        object(fields.get("extensions"));
        return new GraphQlRequest(query, string("operationName", fields.get("operationName")), object(fields.get("variables")));
    }

    private static String string(String name, Object value) throws Refused {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new Refused(400, "Invalid " + name + " (expected: string)");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) throws Refused {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map) {
            return (Map<String, Object>) value;
        }
        // Upstream's server says so of the extensions too.
        throw new Refused(400, "Unknown parameter type variables");
    }
}

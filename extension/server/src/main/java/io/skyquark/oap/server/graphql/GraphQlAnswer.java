// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.execution.UnknownOperationException;
import graphql.validation.ValidationError;

/** Responses with the status, content type and body that upstream's server gives them. */
final class GraphQlAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<MediaType> PRODUCED = List.of(MediaType.GRAPHQL_RESPONSE_JSON, MediaType.GRAPHQL_JSON, MediaType.JSON);

    private GraphQlAnswer() {
    }

    /** The first acceptable type with the parameters that the client gave it, or {@code null} where none of the accepted ones fits. */
    static MediaType contentType(List<MediaType> accepted) {
        if (accepted.isEmpty()) {
            return MediaType.JSON;
        }
        for (var type : accepted) {
            if (PRODUCED.stream().anyMatch(type::is)) {
                return type;
            }
            if (MediaType.JSON.is(type)) {
                return MediaType.JSON;
            }
        }
        return null;
    }

    /** Only what the validation of the query finds is a bad request, and an unknown operation a failure; everything else is told in the body. */
    static HttpResponse of(ExecutionResult result, MediaType type) {
        if (result.getErrors().stream().findFirst().orElse(null) instanceof UnknownOperationException unknown) {
            return failed(unknown, type);
        }
        boolean invalid = result.getErrors().stream().anyMatch(ValidationError.class::isInstance);
        return json(invalid ? HttpStatus.BAD_REQUEST : HttpStatus.OK, type, result.toSpecification());
    }

    /** The query could not be executed at all. */
    static HttpResponse failed(Throwable failure, MediaType type) {
        var body = failure instanceof GraphQLError error ? error.toSpecification()
            : Map.of("errors", List.of(Map.of("message", String.valueOf(failure.getMessage()))));
        return json(HttpStatus.INTERNAL_SERVER_ERROR, type, body);
    }

    static HttpResponse notAcceptable() {
        return refused(406, "Only application/graphql-response+json and application/json compatible media types are acceptable");
    }

    static HttpResponse refused(int status, String message) {
        return HttpResponse.of(HttpStatus.valueOf(status), MediaType.PLAIN_TEXT, HttpData.ofUtf8(message));
    }

    private static HttpResponse json(HttpStatus status, MediaType type, Map<String, ?> body) {
        try {
            return HttpResponse.of(status, type, HttpData.wrap(JSON.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the result is no JSON", e);
        }
    }
}

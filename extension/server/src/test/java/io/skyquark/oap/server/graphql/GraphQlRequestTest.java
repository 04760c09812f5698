// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;

import io.skyquark.oap.server.graphql.GraphQlRequest.Refused;

class GraphQlRequestTest {

    private static GraphQlRequest read(String type, String body) throws Refused {
        var headers = RequestHeaders.builder(HttpMethod.POST, "/graphql");
        if (type != null) {
            headers.add(HttpHeaderNames.CONTENT_TYPE, type);
        }
        return GraphQlRequest.read(AggregatedHttpRequest.of(headers.build(), HttpData.ofUtf8(body)), null, null);
    }

    private static Refused refused(String type, String body) {
        return catchThrowableOfType(Refused.class, () -> read(type, body));
    }

    @Test
    void allPartsAreRead() throws Exception {
        var body = "{\"query\":\"{ version }\",\"operationName\":\"A\",\"variables\":{\"n\":1,\"d\":1.5,\"l\":[true,null]},\"extensions\":{}}";
        assertThat(read("application/json", body)).isEqualTo(new GraphQlRequest("{ version }", "A", Map.of("n", 1, "d", 1.5, "l", Arrays.asList(true, null))));
        assertThat(read("application/json", "{\"query\":\"q\",\"operationName\":null,\"variables\":null}")).isEqualTo(new GraphQlRequest("q", null, Map.of()));
    }

    @Test
    void theBodyMayBeTheQuery() throws Exception {
        assertThat(read("application/graphql", "{ version }")).isEqualTo(new GraphQlRequest("{ version }", null, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/json;charset=utf-8", "application/json; charset=nonsense", "application/graphql+json",
        "application/problem+json", "APPLICATION/JSON"})
    void jsonTypesAreRead(String type) throws Exception {
        assertThat(read(type, "{\"query\":\"q\"}").query()).isEqualTo("q");
    }

    @ParameterizedTest
    @CsvSource(value = {"text/plain", "application/xml", "text/json", "application/x-www-form-urlencoded", "null"}, nullValues = "null")
    void otherTypesAreRefused(String type) {
        assertThat(refused(type, "{\"query\":\"q\"}").status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "''                               | Missing request body",
        "{}                               | query is missing",
        "{\"query\":\"\"}                 | query is missing",
        "{\"query\":null}                 | query is missing",
        "{\"query\":5}                    | Invalid query (expected: string)",
        "{\"query\":\"q\",\"operationName\":5} | Invalid operationName (expected: string)",
        "{\"query\":\"q\",\"variables\":\"\"}  | Unknown parameter type variables",
        "{\"query\":\"q\",\"variables\":[1]}   | Unknown parameter type variables",
        "{\"query\":\"q\",\"extensions\":1}    | Unknown parameter type variables",
        "[1]                              | Failed to parse a JSON document: [1]",
        "{\"query\"                       | Failed to parse a JSON document: {\"query\""})
    void badRequestsAreToldLikeUpstreamsServerDoes(String body, String message) {
        assertThat(refused("application/json", body)).hasMessage(message).extracting(Refused::status).isEqualTo(400);
    }
}

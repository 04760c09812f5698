// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;

class GraphQlAnswerTest {

    /** As recorded from upstream's server. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {
        "*/*                                                | application/json",
        "application/*                                      | application/json",
        "application/json                                   | application/json",
        "application/graphql+json                           | application/graphql+json",
        "application/graphql-response+json                  | application/graphql-response+json",
        "application/json, text/plain, */*                  | application/json",
        "text/html;q=0.9,application/json;q=0.5             | application/json; q=0.5",
        "application/graphql+json;q=0.1, application/json   | application/json",
        "application/json;charset=utf-8                     | application/json; charset=utf-8",
        "application/json;q=0                               | application/json; q=0",
        "application/problem+json                           | none",
        "image/png, */*;q=0.1                               | none",
        "text/json                                          | none",
        "text/html                                          | none"})
    void theTypeIsTheFirstAcceptableOne(String accept, String type) {
        var headers = RequestHeaders.builder(HttpMethod.POST, "/graphql").add(HttpHeaderNames.ACCEPT, accept).build();
        var chosen = GraphQlAnswer.contentType(headers.accept());
        assertThat(chosen == null ? null : chosen.toString()).isEqualTo(type);
    }
}

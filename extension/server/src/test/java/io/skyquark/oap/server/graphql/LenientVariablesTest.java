// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;

class LenientVariablesTest {

    private static final GraphQLSchema SCHEMA = new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse("""
        type Query { f(a: String, b: Int, c: Boolean, d: [Int!], e: In, g: ID): String }
        input In { text: String, number: Int!, flag: Boolean, inner: [In!] }
        """), RuntimeWiring.MOCKED_WIRING);

    private static Object convert(String type, Object value) {
        var operation = new Parser().parseDocument("query($v: " + type + ") { f }").getDefinitionsOfType(OperationDefinition.class).get(0);
        return new LenientVariables(SCHEMA).convert(operation, Collections.singletonMap("v", value)).get("v");
    }

    @Test
    void integersMayBeTexts() {
        assertThat(convert("Int", "5")).isEqualTo(5);
        assertThat(convert("Int!", "5.0")).isEqualTo(5);
        assertThat(convert("Int", 7)).isEqualTo(7);
        assertThat(convert("[Int!]!", List.of("1", 2))).isEqualTo(List.of(1, 2));
        assertThat(convert("[Int]", "3")).isEqualTo(3);
    }

    @Test
    void whatIsNoIntegerStaysToBeRefused() {
        assertThat(convert("Int", "abc")).isEqualTo("abc");
        assertThat(convert("Int", "99999999999")).isEqualTo("99999999999");
        assertThat(convert("Int", 99999999999L)).isEqualTo(99999999999L);
    }

    @Test
    void booleansMayBeTextsAndNumbers() {
        assertThat(convert("Boolean", "TRUE")).isEqualTo(true);
        assertThat(convert("Boolean", "false")).isEqualTo(false);
        assertThat(convert("Boolean", 0)).isEqualTo(false);
        assertThat(convert("Boolean", 0.5)).isEqualTo(true);
        assertThat(convert("Boolean", "yes")).isEqualTo("yes");
    }

    @Test
    void textsMayBeAnything() {
        assertThat(convert("String", 5)).isEqualTo("5");
        assertThat(convert("String!", true)).isEqualTo("true");
        assertThat(convert("ID", 5)).isEqualTo(5);
    }

    @Test
    void inputObjectsAreConvertedFieldByField() {
        assertThat(convert("In", Map.of("text", 1, "number", "2", "flag", "true", "inner", List.of(Map.of("number", "3")), "unknown", "4")))
            .isEqualTo(Map.of("text", "1", "number", 2, "flag", true, "inner", List.of(Map.of("number", 3)), "unknown", "4"));
    }

    @Test
    void nullsAndUnknownTypesStay() {
        assertThat(convert("Int", null)).isNull();
        assertThat(convert("[Int]", Arrays.asList("1", null))).isEqualTo(Arrays.asList(1, null));
        assertThat(convert("Nope", "5")).isEqualTo("5");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import graphql.GraphQL;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaPrinter;
import io.skyquark.oap.server.graphql.OapEventing;

/** The schema that is built from the records is the one of upstream's protocol files. */
class RecordedSchemaTest {

    private static final String TYPE = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

    private static final String INTROSPECTION = "{ __schema { types { kind name description"
        + " fields(includeDeprecated: true) { name description isDeprecated args { name description defaultValue type { " + TYPE + " } } type { " + TYPE + " } }"
        + " inputFields { name description defaultValue type { " + TYPE + " } } enumValues(includeDeprecated: true) { name description isDeprecated }"
        + " interfaces { name } possibleTypes { name } } directives { name } } }";

    /** SHA-256 of what a SkyWalking 10.1.0 server answers to {@link #INTROSPECTION}, keys sorted. */
    private static final String UPSTREAM_ANSWER = "f24b538413d1faacce78740bee80c2c044e3bde26bd3c59b4813c55572d35b66";

    private static ClassLoader before;

    @BeforeAll
    static void generate() {
        before = Thread.currentThread().getContextClassLoader();
        var sdl = Sdl.parse(Upstream.files());
        Thread.currentThread().setContextClassLoader(new GeneratedLoader(
            new GraphQlGenerator(sdl, Upstream.types(), new ProtocolMapper(sdl, Upstream.types()).map())));
    }

    @AfterAll
    static void restoreLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private static GraphQLSchema recorded() {
        return new OapEventing().beforeSchemaBuild(null).build();
    }

    @Test
    void itPrintsLikeTheProtocolFiles() {
        var printed = new SchemaPrinter().print(recorded());
        assertThat(printed).hasSize(62_868).isEqualTo(new SchemaPrinter().print(SchemaRecords.schema(Upstream.defaultProtocol())));
    }

    @Test
    void introspectionAnswersLikeUpstreamsServer() throws Exception {
        var answer = GraphQL.newGraphQL(recorded()).build().execute(INTROSPECTION);
        assertThat(answer.getErrors()).isEmpty();
        var json = new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true).writeValueAsBytes(answer.<Map<String, Object>>getData());
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json))).isEqualTo(UPSTREAM_ANSWER);
    }

    @Test
    void descriptionsLoseTheIndentThatAllLinesHave() {
        assertThat(SchemaRecords.withoutIndent(List.of("", " a ", "   b", "", " c", " "))).isEqualTo("a\n  b\n\nc");
    }

    @Test
    void everyGeneratedClassLoads() throws Exception {
        var loader = Thread.currentThread().getContextClassLoader();
        for (var name : List.of(Names.GENERATED_WIRING, Names.PACKAGE + "OapGraphQlInputs", Names.calls("LogTestQuery"), Names.fields("Topology"))) {
            assertThat(Class.forName(name, true, loader).getName()).isEqualTo(name);
        }
    }
}

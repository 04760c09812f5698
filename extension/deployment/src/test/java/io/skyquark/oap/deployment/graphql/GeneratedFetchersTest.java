// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.apache.skywalking.oap.query.graphql.GraphQLQueryConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import io.skyquark.oap.server.graphql.OapEventing;
import io.skyquark.oap.server.graphql.OapGraphQlProvider;

/** Generated classes answer queries over the sample protocol as upstream's library would over the same classes. */
class GeneratedFetchersTest {

    private final GraphQLQueryConfig config = new GraphQLQueryConfig();
    private ClassLoader before;
    private GraphQL graphQl;

    @BeforeEach
    void generate() throws Exception {
        before = Thread.currentThread().getContextClassLoader();
        var sdl = Sample.sdl(Sample.SHAPES);
        var types = Sample.types();
        Thread.currentThread().setContextClassLoader(new GeneratedLoader(new GraphQlGenerator(sdl, types, new ProtocolMapper(sdl, types).map())));
        graphQl = start();
    }

    private GraphQL start() {
        var provider = new OapGraphQlProvider();
        provider.newConfigCreator().onInitialized(config);
        provider.prepare();
        var eventing = new OapEventing();
        return eventing.beforeGraphQLBuild(GraphQL.newGraphQL(eventing.beforeSchemaBuild(null).build())).build();
    }

    @AfterEach
    void restoreLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private ExecutionResult execute(String query, Map<String, Object> variables) {
        return graphQl.execute(ExecutionInput.newExecutionInput(query).variables(variables).build());
    }

    private Object field(String query) {
        var result = execute("{ answer: " + query + " }", Map.of());
        assertThat(result.getErrors()).isEmpty();
        return result.<Map<String, Object>>getData().get("answer");
    }

    @Test
    void resultsAreReadThroughGettersAndFields() {
        assertThat(field("getShapes(size: 20) { bare label size round color }")).asString()
            .isEqualTo("[{bare=bare, label=small, size=1, round=false, color=RED}, {bare=bare, label=given, size=20, round=true, color=RED}]");
    }

    @Test
    void futuresAreWaitedFor() {
        assertThat(field("later(label: \"x\") { label }")).asString().isEqualTo("{label=x}");
    }

    @Test
    void absentAndNullArgumentsAreNullOrThePrimitivesDefault() {
        assertThat(field("plain")).isEqualTo("false 0 null null null");
        assertThat(field("plain(flag: null, number: null, text: null, color: null, numbers: null)")).isEqualTo("false 0 null null null");
        assertThat(field("echo")).isEqualTo("null");
    }

    @Test
    void givenArgumentsAreConverted() {
        assertThat(field("plain(flag: true, number: 7, text: 8, color: BLUE, numbers: [1, null, 2])")).isEqualTo("true 7 8 BLUE [1, null, 2]");
        assertThat(field("plain(numbers: 3)")).isEqualTo("false 0 null null [3]");
    }

    @Test
    void absentInputFieldsKeepTheClassesDefaults() {
        assertThat(field("echo(filter: {})")).isEqualTo("default default -1 -1 -1 true BLUE [default] null null");
    }

    @Test
    void nullInputFieldsOverrideTheClassesDefaults() {
        assertThat(field("echo(filter: {direct: null, text: null, number: null, boxed: null, large: null, flag: null, color: null, names: null, inner: null})"))
            .isEqualTo("null null 0 null 0 false null null null null");
    }

    @Test
    void inputFieldsAreConverted() {
        assertThat(field("echo(filter: {direct: \"d\", text: \"t\", number: 1, boxed: 2, large: 3000000000, flag: false, color: RED, names: [\"a\", null], "
            + "inner: [{number: 5}], colors: [BLUE, null]})"))
            .isEqualTo("d t 1 2 3000000000 false RED [a, null] [default default 5 -1 -1 true BLUE [default] null null] [BLUE, null]");
    }

    @Test
    void variablesAreConvertedToo() {
        var result = execute("query($filter: Filter) { echo(filter: $filter) }", Map.of("filter", Map.of("large", 4, "color", "RED")));
        assertThat(result.<Map<String, Object>>getData()).containsEntry("echo", "default default -1 -1 4 true RED [default] null null");
    }

    @Test
    void theEnvironmentIsHandedOver() {
        assertThat(field("selected(text: \"x\")")).isEqualTo("x answer");
    }

    @Test
    void whatAResolverThrowsIsToldWithItsPath() {
        var result = execute("{ broken { label } }", Map.of());
        assertThat(result.getErrors()).singleElement().extracting(error -> error.getMessage()).isEqualTo("Exception while fetching data (/broken) : no shape");
        assertThat(result.<Map<String, Object>>getData()).containsEntry("broken", null);
    }

    @Test
    void anEnumConstantOutsideTheProtocolIsAnError() {
        assertThat(execute("{ getShapes(size: 200) { color } }", Map.of()).getErrors()).singleElement().extracting(error -> error.getMessage())
            .isEqualTo("Can't serialize value (/getShapes[1]/color) : Invalid input for enum 'Color'. Unknown value 'HIDDEN'");
    }

    @Test
    void theComplexityLimitHolds() {
        config.setMaxQueryComplexity(3);
        graphQl = start();
        assertThat(execute("{ later { label size } }", Map.of()).getErrors()).isEmpty();
        assertThat(execute("{ later { label size round } }", Map.of()).getErrors()).singleElement().extracting(error -> error.getMessage())
            .isEqualTo("maximum query complexity exceeded 4 > 3");
    }

    @Test
    void methodsAreNamedLikeTheFields() throws Exception {
        var calls = Thread.currentThread().getContextClassLoader().loadClass(Names.calls("ShapeQuery"));
        assertThat(calls.getDeclaredMethods()).extracting(method -> method.getName())
            .containsExactlyInAnyOrder("call", "getShapes", "later", "echo", "plain", "selected", "broken");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.api.Test;

import graphql.kickstart.tools.GraphQLQueryResolver;
import io.skyquark.oap.deployment.graphql.sample.Shape;

/** What does not fit names the file, the line, the field and the nearest candidate. */
class MappingProblemsTest {

    private static final String PACKAGE = "io.skyquark.oap.deployment.graphql.";

    /** A second resolver with a root field that the first has too. */
    public static class OtherQuery implements GraphQLQueryResolver {

        public Shape broken() {
            return null;
        }
    }

    /** A resolver whose constructor wants something that nobody gives. */
    public static class NeedyQuery implements GraphQLQueryResolver {

        public NeedyQuery(String want) {
        }

        public String needy() {
            return "";
        }

        public String odd(Set<String> texts) {
            return "";
        }
    }

    private static String with(String from, String to) {
        assertThat(Sample.SHAPES).contains(from);
        return Sample.SHAPES.replace(from, to);
    }

    @Test
    void theSampleItselfFits() throws Exception {
        assertThat(Sample.problems(Sample.SHAPES)).isEmpty();
    }

    @Test
    void aRootFieldWithoutMethodNamesTheNearest() throws Exception {
        assertThat(Sample.problems(with("getShapes(size", "getShape(size"))).containsExactly(
            "shapes.graphqls:3:5 - [GRAPHQL_FIELD] Query.getShape maps to no member of the Query resolvers (the nearest is 'getShapes')");
    }

    @Test
    void anotherNumberOfArgumentsIsAnotherMethod() throws Exception {
        assertThat(Sample.problems(with("later(label: String)", "later"))).containsExactly(
            "shapes.graphqls:4:5 - [GRAPHQL_FIELD] Query.later maps to no member of the Query resolvers (the nearest is 'later')");
    }

    @Test
    void aRootFieldOfTwoResolversIsAmbiguous() throws Exception {
        assertThat(Sample.problems(Sample.SHAPES, OtherQuery.class)).containsExactly(
            "shapes.graphqls:8:5 - [GRAPHQL_FIELD] Query.broken maps to more than one member: "
            + PACKAGE + "MappingProblemsTest$OtherQuery#broken(), " + PACKAGE + "sample.ShapeQuery#broken()");
    }

    @Test
    void aNestedFieldWithoutGetterNamesTheNearest() throws Exception {
        assertThat(Sample.problems(with("    label: String\n", "    labels: String\n"))).containsExactly(
            "shapes.graphqls:12:5 - [GRAPHQL_FIELD] Shape.labels maps to no member of "
            + PACKAGE + "sample.Shape (the nearest is 'label')");
    }

    @Test
    void aNestedFieldWithArgumentsHasNoMapping() throws Exception {
        assertThat(Sample.problems(with("    label: String\n", "    label(short: Boolean): String\n"))).containsExactly(
            "shapes.graphqls:12:5 - [GRAPHQL_FIELD] Shape.label has arguments, which only root fields may have");
    }

    @Test
    void anInputFieldWithoutSetterNamesTheNearest() throws Exception {
        assertThat(Sample.problems(with("    boxed: Int\n", "    boxes: Int\n"))).containsExactly(
            "shapes.graphqls:21:5 - [GRAPHQL_FIELD] Filter.boxes maps to no member of "
            + PACKAGE + "sample.Filter (the nearest is 'boxed')");
    }

    @Test
    void oneTypeHasOneClass() throws Exception {
        assertThat(Sample.problems(with("    broken: Shape\n", "    broken: Color\n"))).containsExactly(
            "shapes.graphqls:8:5 - [GRAPHQL_FIELD] Query.broken is of type Color, which is "
            + PACKAGE + "sample.Color elsewhere and " + PACKAGE + "sample.Shape here");
    }

    @Test
    void anUnknownConstructorArgumentAndAnUnknownConversionAreTold() throws Exception {
        var problems = Sample.problems(with("    broken: Shape\n", "    broken: Shape\n    needy: String\n    odd(texts: [String]): String\n"), NeedyQuery.class);
        assertThat(problems).containsExactlyInAnyOrder(
            "shapes.graphqls:9:5 - [GRAPHQL_FIELD] Query.needy belongs to " + PACKAGE + "MappingProblemsTest$NeedyQuery"
                + ", whose constructor wants what upstream's provider did not give",
            "shapes.graphqls:10:5 - [GRAPHQL_FIELD] Query.odd belongs to " + PACKAGE + "MappingProblemsTest$NeedyQuery"
                + ", whose constructor wants what upstream's provider did not give",
            "shapes.graphqls:10:9 - [GRAPHQL_FIELD] Query.odd.texts is of the Java type java.util.Set<java.lang.String>, to which no value is converted");
    }

    @Test
    void otherKindsOfTypesAreTold() throws Exception {
        assertThat(Sample.problems(Sample.SHAPES + "union Any = Shape\n")).containsExactly(
            "shapes.graphqls:33:1 - [GRAPHQL_FIELD] Any is neither an object nor an input nor an enum, which is all that the recorded schema holds");
    }
}

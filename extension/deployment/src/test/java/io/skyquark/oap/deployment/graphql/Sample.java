// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jboss.jandex.Index;

import io.skyquark.oap.deployment.graphql.ProtocolFiles.ProtocolFile;
import io.skyquark.oap.deployment.graphql.sample.Color;
import io.skyquark.oap.deployment.graphql.sample.Filter;
import io.skyquark.oap.deployment.graphql.sample.Shape;
import io.skyquark.oap.deployment.graphql.sample.ShapeQuery;

/** A small protocol over the classes of the sample package. */
final class Sample {

    static final String SHAPES = """
        scalar Long
        type Query {
            getShapes(size: Int!): [Shape!]!
            later(label: String): Shape
            echo(filter: Filter): String
            plain(flag: Boolean, number: Int, text: ID, color: Color, numbers: [Int]): String
            selected(text: String): String
            broken: Shape
        }
        type Shape {
            bare: String
            label: String
            size: Int
            round: Boolean
            color: Color
        }
        input Filter {
            direct: String
            text: String
            number: Int
            boxed: Int
            large: Long
            flag: Boolean
            color: Color
            names: [String]
            inner: [Filter!]
            colors: [Color]
        }
        enum Color {
            RED
            BLUE
        }
        """;

    private Sample() {
    }

    static Sdl sdl(String text) {
        return Sdl.parse(List.of(new ProtocolFile("shapes.graphqls", text, false)));
    }

    static JavaTypes types(Class<?>... more) throws IOException {
        List<Class<?>> classes = new ArrayList<>(List.of(ShapeQuery.class, Shape.class, Filter.class, Color.class));
        classes.addAll(List.of(more));
        return new JavaTypes(Index.of(classes));
    }

    static List<String> problems(String sdl, Class<?>... more) throws IOException {
        var parsed = sdl(sdl);
        var types = types(more);
        var mapping = new ProtocolMapper(parsed, types).map();
        var problems = mapping.problems().isEmpty() ? new GraphQlGenerator(parsed, types, mapping).check() : mapping.problems();
        return problems.stream().map(problem -> problem.describe()).toList();
    }
}

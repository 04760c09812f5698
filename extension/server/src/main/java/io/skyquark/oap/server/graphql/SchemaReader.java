// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import graphql.Scalars;
import graphql.scalars.ExtendedScalars;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeReference;

/**
 * Builds the schema from the records that augmentation wrote, without parsing SDL. One record a line, columns separated by tabs, with {@code \n}, {@code \t}
 * and {@code \\} escaped; the first column tells what it is, and a {@code ?} before it that only a server with on-demand pod logs has it:
 *
 * <pre>
 * object    name  number of the type                          description  description in introspection
 * input     name                                              description  description in introspection
 * enum      name                                              description  description in introspection
 * scalar    name                                                           description in introspection
 * field     name  type  resolver or type number : field number  description  description in introspection
 * argument  name  type                                        description  description in introspection
 * value     name                                              description  description in introspection
 * </pre>
 *
 * A field, argument or value belongs to the nearest type or field above it. {@code =} as the last column repeats the description.
 */
final class SchemaReader {

    private static final Map<String, GraphQLScalarType> SCALARS = Map.of("String", Scalars.GraphQLString, "Int", Scalars.GraphQLInt,
        "Boolean", Scalars.GraphQLBoolean, "ID", Scalars.GraphQLID, "Float", Scalars.GraphQLFloat, "Long", ExtendedScalars.GraphQLLong);

    private static final String ON_DEMAND = "?";

    private final GraphQlWiring wiring;
    private final boolean onDemand;
    private final GraphQLSchema.Builder schema = GraphQLSchema.newSchema();
    private final GraphQLCodeRegistry.Builder code = GraphQLCodeRegistry.newCodeRegistry();
    private final Introspection introspection = new Introspection();
    private final Map<String, GraphQLType> typesByText = new HashMap<>();

    private SchemaReader(GraphQlWiring wiring, boolean onDemand) {
        this.wiring = wiring;
        this.onDemand = onDemand;
    }

    /** @param onDemand whether the fields for on-demand pod logs are part of the schema */
    static GraphQLSchema.Builder read(String records, GraphQlWiring wiring, boolean onDemand) {
        var reader = new SchemaReader(wiring, onDemand);
        List<String[]> block = new ArrayList<>();
        records.lines().forEach(line -> {
            var columns = line.split("\t", -1);
            if (columns[0].startsWith(ON_DEMAND)) {
                if (!onDemand) {
                    return;
                }
                columns[0] = columns[0].substring(ON_DEMAND.length());
            }
            if (isType(columns[0])) {
                reader.finish(block);
                block.clear();
            }
            block.add(columns);
        });
        reader.finish(block);
        reader.introspection.register(reader.code);
        return reader.schema.codeRegistry(reader.code.build());
    }

    private static boolean isType(String kind) {
        return kind.equals("object") || kind.equals("input") || kind.equals("enum") || kind.equals("scalar");
    }

    private void finish(List<String[]> block) {
        if (block.isEmpty()) {
            return;
        }
        var head = block.get(0);
        var members = block.subList(1, block.size());
        switch (head[0]) {
            case "object" -> object(head, members);
            case "input" -> input(head, members);
            case "enum" -> enumeration(head, members);
            case "scalar" -> introspection.describe(SCALARS.get(head[1]), text(head[2]));
            default -> throw new IllegalStateException("unknown record " + head[0]);
        }
    }

    private void object(String[] head, List<String[]> members) {
        var name = head[1];
        var builder = GraphQLObjectType.newObject().name(name).description(text(head[3]));
        var reachable = head[2].isEmpty() ? null : new ObjectFetcher.Type(wiring, Integer.parseInt(head[2]));
        boolean isRoot = name.equals("Query") || name.equals("Mutation");
        for (int i = 0; i < members.size(); i++) {
            var columns = members.get(i);
            var field = GraphQLFieldDefinition.newFieldDefinition().name(columns[1]).type((GraphQLOutputType) type(columns[2])).description(text(columns[4]));
            while (i + 1 < members.size() && members.get(i + 1)[0].equals("argument")) {
                i++;
                field.argument(argument(members.get(i)));
            }
            var definition = field.build();
            introspection.describe(definition, live(columns, 4));
            builder.field(definition);
            if (!columns[3].isEmpty()) {
                var at = columns[3].split(":");
                int number = Integer.parseInt(at[1]);
                code.dataFetcher(FieldCoordinates.coordinates(name, columns[1]),
                    isRoot ? new RootFetcher(Integer.parseInt(at[0]), number) : new ObjectFetcher(reachable, number));
            }
        }
        var type = builder.build();
        introspection.describe(type, live(head, 3));
        switch (name) {
            case "Query" -> schema.query(type);
            case "Mutation" -> schema.mutation(type);
            default -> {
                schema.additionalType(type);
                if (reachable == null) {
                    introspection.hide(type);
                }
            }
        }
    }

    private GraphQLArgument argument(String[] columns) {
        var argument = GraphQLArgument.newArgument().name(columns[1]).type((GraphQLInputType) type(columns[2])).description(text(columns[3])).build();
        introspection.describe(argument, live(columns, 3));
        return argument;
    }

    private void input(String[] head, List<String[]> members) {
        var builder = GraphQLInputObjectType.newInputObject().name(head[1]).description(text(head[2]));
        for (var columns : members) {
            var field = GraphQLInputObjectField.newInputObjectField().name(columns[1]).type((GraphQLInputType) type(columns[2]))
                .description(text(columns[4])).build();
            introspection.describe(field, live(columns, 4));
            builder.field(field);
        }
        var type = builder.build();
        introspection.describe(type, live(head, 2));
        schema.additionalType(type);
    }

    private void enumeration(String[] head, List<String[]> members) {
        var builder = GraphQLEnumType.newEnum().name(head[1]).description(text(head[2]));
        for (var columns : members) {
            var value = GraphQLEnumValueDefinition.newEnumValueDefinition().name(columns[1]).value(columns[1]).description(text(columns[2])).build();
            introspection.describe(value, live(columns, 2));
            builder.value(value);
        }
        var type = builder.build();
        introspection.describe(type, live(head, 2));
        schema.additionalType(type);
    }

    /** {@code [Name!]!} and the like. */
    private GraphQLType type(String text) {
        var known = typesByText.get(text);
        if (known == null) {
            known = parseType(text);
            typesByText.put(text, known);
        }
        return known;
    }

    private GraphQLType parseType(String text) {
        if (text.endsWith("!")) {
            return GraphQLNonNull.nonNull(type(text.substring(0, text.length() - 1)));
        }
        if (text.startsWith("[")) {
            return GraphQLList.list(type(text.substring(1, text.length() - 1)));
        }
        var scalar = SCALARS.get(text);
        return scalar != null ? scalar : GraphQLTypeReference.typeRef(text);
    }

    private static String live(String[] columns, int description) {
        var live = columns[description + 1];
        return text(live.equals("=") ? columns[description] : live);
    }

    private static String text(String column) {
        if (column.isEmpty()) {
            return null;
        }
        if (column.indexOf('\\') < 0) {
            return column;
        }
        var text = new StringBuilder(column.length());
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            if (c == '\\') {
                i++;
                char escaped = column.charAt(i);
                c = escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
            }
            text.append(c);
        }
        return text.toString();
    }
}

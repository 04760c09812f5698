// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import graphql.language.AbstractDescribedNode;
import graphql.language.Comment;
import graphql.language.Node;
import graphql.language.SDLNamedDefinition;
import graphql.scalars.ExtendedScalars;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;

/**
 * Writes the schema that graphql-java makes of the protocol as records that the run time reads without a parser. {@code SchemaReader} in the server
 * artifact describes their form.
 */
final class SchemaRecords {

    private final Sdl sdl;
    private final ProtocolMapping mapping;
    private final Map<String, Integer> resolvers;
    private final StringBuilder out = new StringBuilder();

    private SchemaRecords(Sdl sdl, ProtocolMapping mapping, Map<String, Integer> resolvers) {
        this.sdl = sdl;
        this.mapping = mapping;
        this.resolvers = resolvers;
    }

    /** @param resolvers numbers of the resolver classes by name */
    static String write(Sdl sdl, ProtocolMapping mapping, Map<String, Integer> resolvers) {
        var records = new SchemaRecords(sdl, mapping, resolvers);
        records.write(schema(sdl));
        return records.out.toString();
    }

    /** The schema as graphql-java builds it from the protocol. */
    static GraphQLSchema schema(Sdl sdl) {
        return new SchemaGenerator().makeExecutableSchema(sdl.registry(), RuntimeWiring.newRuntimeWiring().scalar(ExtendedScalars.GraphQLLong).build());
    }

    private void write(GraphQLSchema schema) {
        Map<String, Integer> objects = new HashMap<>();
        mapping.objects().forEach(object -> objects.put(object.name(), objects.size()));
        sdl.registry().scalars().forEach((name, scalar) -> {
            if (schema.getType(name) instanceof GraphQLNamedType && scalar.getSourceLocation() != null) {
                line("scalar", name, introspected(scalar));
            }
        });
        sdl.types().forEach((name, definition) -> {
            var mark = sdl.isOnDemand(definition) ? "?" : "";
            var type = schema.getType(name);
            if (type instanceof GraphQLObjectType object) {
                boolean isRoot = name.equals(Sdl.QUERY) || name.equals(Sdl.MUTATION);
                line(mark + "object", name, isRoot ? "-1" : objects.containsKey(name) ? objects.get(name).toString() : "",
                    text(object), introspected(object, definition));
                object.getFieldDefinitions().forEach(field -> field(name, field, isRoot ? null : objects.get(name)));
            } else if (type instanceof GraphQLInputObjectType input) {
                line(mark + "input", name, text(input), introspected(input, definition));
                input.getFieldDefinitions().forEach(field -> line(mark + "field", field.getName(), GraphQLTypeUtil.simplePrint(field.getType()), "",
                    text(field), introspected(field, field.getDefinition())));
            } else if (type instanceof GraphQLEnumType enumeration) {
                line(mark + "enum", name, text(enumeration), introspected(enumeration, definition));
                enumeration.getValues().forEach(value -> line(mark + "value", value.getName(), text(value), introspected(value, value.getDefinition())));
            }
        });
    }

    private void field(String type, GraphQLFieldDefinition field, Integer object) {
        var mark = sdl.isOnDemand(field.getDefinition()) ? "?" : "";
        line(mark + "field", field.getName(), GraphQLTypeUtil.simplePrint(field.getType()), fetcher(type, field.getName(), object),
            text(field), introspected(field, field.getDefinition()));
        field.getArguments().forEach(argument -> line(mark + "argument", argument.getName(), GraphQLTypeUtil.simplePrint(argument.getType()),
            text(argument), introspected(argument, argument.getDefinition())));
    }

    /** Numbers of resolver or type and of the field in it; empty for a type that no root field reaches. */
    private String fetcher(String type, String field, Integer object) {
        if (object != null) {
            var fields = mapping.objects().get(object).fields();
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).definition().getName().equals(field)) {
                    return object + ":" + i;
                }
            }
            return "";
        }
        for (int i = 0; i < mapping.roots().size(); i++) {
            var root = mapping.roots().get(i);
            if (root.type().equals(type) && root.definition().getName().equals(field)) {
                return resolvers.get(root.resolver().name().toString()) + ":" + i;
            }
        }
        return "";
    }

    private void line(String... columns) {
        out.append(String.join("\t", columns)).append('\n');
    }

    private static String text(GraphQLNamedSchemaElement element) {
        return escape(element.getDescription());
    }

    private static String introspected(GraphQLNamedSchemaElement element, Node<?> definition) {
        var text = introspected(definition);
        return !text.isEmpty() && text.equals(text(element)) ? "=" : text;
    }

    /** The description as upstream's GraphQL library words it: a description proper, otherwise all comments above the definition. */
    private static String introspected(Node<?> definition) {
        if (definition instanceof AbstractDescribedNode<?> described && described.getDescription() != null) {
            return escape(described.getDescription().getContent());
        }
        return escape(withoutIndent(definition.getComments().stream().map(Comment::getContent).toList()));
    }

    /** Lines without trailing blanks and the indent that all of them have, and without a blank first or last line. */
    static String withoutIndent(List<String> lines) {
        int indent = lines.stream().filter(line -> !line.isBlank()).mapToInt(line -> line.length() - line.stripLeading().length()).min().orElse(0);
        return IntStream.range(0, lines.size())
            .filter(i -> !lines.get(i).isBlank() || i > 0 && i < lines.size() - 1)
            .mapToObj(i -> lines.get(i).substring(Math.min(indent, lines.get(i).length())).stripTrailing())
            .collect(Collectors.joining("\n"));
    }

    private static String escape(String text) {
        return text == null ? "" : text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    static boolean isSupported(SDLNamedDefinition<?> definition) {
        return definition instanceof graphql.language.ObjectTypeDefinition || definition instanceof graphql.language.InputObjectTypeDefinition
            || definition instanceof graphql.language.EnumTypeDefinition;
    }
}

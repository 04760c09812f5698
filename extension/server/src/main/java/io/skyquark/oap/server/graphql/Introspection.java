// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;

/**
 * Answers introspection as upstream's server does. Its GraphQL library takes all comments above a definition for its description, where graphql-java takes
 * the last block of them, and leaves out types that nothing refers to.
 */
final class Introspection {

    /** Directives of this graphql-java that the version in upstream's server does not know. */
    private static final Set<String> NEWER_DIRECTIVES = Set.of("defer", "experimental_disableErrorPropagation");

    private final Map<Object, String> descriptions = new IdentityHashMap<>();
    private final Set<String> hiddenTypes = new HashSet<>();

    /** @param description what introspection answers for the element, {@code null} for nothing */
    void describe(GraphQLNamedSchemaElement element, String description) {
        if (description != null && !description.equals(element.getDescription())) {
            descriptions.put(element, description);
        }
    }

    void hide(GraphQLNamedType type) {
        hiddenTypes.add(type.getName());
    }

    void register(GraphQLCodeRegistry.Builder code) {
        DataFetcher<String> description = environment -> environment.getSource() instanceof GraphQLNamedSchemaElement element
            ? descriptions.getOrDefault(element, element.getDescription()) : null;
        for (var kind : Set.of("__Type", "__Field", "__InputValue", "__EnumValue")) {
            code.dataFetcher(FieldCoordinates.coordinates(kind, "description"), description);
        }
        code.dataFetcher(FieldCoordinates.coordinates("__Schema", "types"), (DataFetcher<?>) environment ->
            environment.<GraphQLSchema>getSource().getAllTypesAsList().stream().filter(type -> !hiddenTypes.contains(type.getName())).toList());
        code.dataFetcher(FieldCoordinates.coordinates("__Schema", "directives"), (DataFetcher<?>) environment ->
            environment.<GraphQLSchema>getSource().getDirectives().stream().filter(Introspection::isKnownUpstream).toList());
    }

    private static boolean isKnownUpstream(GraphQLDirective directive) {
        return !NEWER_DIRECTIVES.contains(directive.getName());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.ListType;
import graphql.language.Node;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLNamedDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.parser.MultiSourceReader;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.skyquark.oap.deployment.graphql.ProtocolFiles.ProtocolFile;

/** The merged protocol: every definition knows the file and line it comes from. */
final class Sdl {

    static final String QUERY = "Query";
    static final String MUTATION = "Mutation";

    private final TypeDefinitionRegistry registry = new TypeDefinitionRegistry();
    private final Set<String> onDemandFiles = new HashSet<>();

    private Sdl() {
    }

    /** @throws graphql.GraphQLException where a file has a syntax error or defines a type that another file defines too */
    static Sdl parse(List<ProtocolFile> files) {
        var sdl = new Sdl();
        for (var file : files) {
            var reader = MultiSourceReader.newMultiSourceReader().string(file.text(), file.name()).trackData(true).build();
            sdl.registry.merge(new SchemaParser().parse(reader));
            if (file.onDemand()) {
                sdl.onDemandFiles.add(file.name());
            }
        }
        return sdl;
    }

    TypeDefinitionRegistry registry() {
        return registry;
    }

    /** The fields of an object type and of its extensions, in the order of the files. */
    List<FieldDefinition> fields(String type) {
        var object = object(type);
        List<FieldDefinition> fields = new ArrayList<>(object == null ? List.of() : object.getFieldDefinitions());
        registry.objectTypeExtensions().getOrDefault(type, List.of()).forEach(extension -> fields.addAll(extension.getFieldDefinitions()));
        return fields;
    }

    ObjectTypeDefinition object(String type) {
        return registry.getType(type, ObjectTypeDefinition.class).orElse(null);
    }

    InputObjectTypeDefinition input(String type) {
        return registry.getType(type, InputObjectTypeDefinition.class).orElse(null);
    }

    EnumTypeDefinition enumeration(String type) {
        return registry.getType(type, EnumTypeDefinition.class).orElse(null);
    }

    /** All named types by name, in the order of the files. */
    Map<String, SDLNamedDefinition<?>> types() {
        Map<String, SDLNamedDefinition<?>> types = new LinkedHashMap<>();
        registry.types().forEach((name, definition) -> types.put(name, (SDLNamedDefinition<?>) definition));
        return types;
    }

    /** Whether the definition is part of the protocol only where on-demand pod logs are switched on. */
    boolean isOnDemand(Node<?> definition) {
        return onDemandFiles.contains(definition.getSourceLocation().getSourceName());
    }

    /** The name inside lists and non-null marks. */
    static String baseName(Type<?> type) {
        if (type instanceof ListType list) {
            return baseName(list.getType());
        }
        if (type instanceof NonNullType nonNull) {
            return baseName(nonNull.getType());
        }
        return ((TypeName) type).getName();
    }

    /** The type without its outermost non-null mark. */
    static Type<?> nullable(Type<?> type) {
        return type instanceof NonNullType nonNull ? nonNull.getType() : type;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import graphql.execution.TypeFromAST;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;

/**
 * Converts variables that the graphql-java of upstream's server accepts and this one refuses: {@code "5"} for an Int, {@code "true"} and numbers for a
 * Boolean, anything for a String. What was refused before stays as it is, to be refused with the usual message.
 */
final class LenientVariables {

    private final GraphQLSchema schema;

    LenientVariables(GraphQLSchema schema) {
        this.schema = schema;
    }

    Map<String, Object> convert(OperationDefinition operation, Map<String, Object> variables) {
        Map<String, Object> converted = new HashMap<>(variables);
        for (var variable : operation.getVariableDefinitions()) {
            var type = TypeFromAST.getTypeFromAST(schema, variable.getType());
            if (type != null) {
                converted.computeIfPresent(variable.getName(), (name, value) -> convert(type, value));
            }
        }
        return converted;
    }

    private Object convert(GraphQLType declared, Object value) {
        var type = GraphQLTypeUtil.unwrapNonNull(declared);
        if (value == null) {
            return null;
        }
        if (type instanceof GraphQLList list) {
            return value instanceof Collection<?> elements ? all(list.getWrappedType(), elements) : convert(list.getWrappedType(), value);
        }
        if (type instanceof GraphQLInputObjectType input && value instanceof Map<?, ?> fields) {
            return object(input, fields);
        }
        return type instanceof GraphQLScalarType scalar ? scalar(scalar.getName(), value) : value;
    }

    private List<Object> all(GraphQLType type, Collection<?> elements) {
        List<Object> converted = new ArrayList<>(elements.size());
        elements.forEach(element -> converted.add(convert(type, element)));
        return converted;
    }

    private Map<Object, Object> object(GraphQLInputObjectType type, Map<?, ?> fields) {
        Map<Object, Object> converted = new HashMap<>();
        fields.forEach((name, value) -> {
            var field = type.getFieldDefinition(String.valueOf(name));
            converted.put(name, field == null ? value : convert(field.getType(), value));
        });
        return converted;
    }

    private static Object scalar(String type, Object value) {
        return switch (type) {
            case "String" -> value.toString();
            case "Int" -> value instanceof String text ? integer(text) : value;
            case "Boolean" -> bool(value);
            default -> value;
        };
    }

    private static Object integer(String text) {
        try {
            return new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return text;
        }
    }

    private static Object bool(Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).signum() != 0;
        }
        return switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> value;
        };
    }
}

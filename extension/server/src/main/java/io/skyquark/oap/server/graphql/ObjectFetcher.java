// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.util.function.Supplier;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;

/** Reads one field of a result object; the generated class behind it is loaded when the first such object is read. */
final class ObjectFetcher implements LightDataFetcher<Object> {

    /** The fields of one result type, shared by its fetchers. */
    static final class Type {

        private final GraphQlWiring wiring;
        private final int number;
        private ObjectFields fields;

        Type(GraphQlWiring wiring, int number) {
            this.wiring = wiring;
            this.number = number;
        }

        /** Unsynchronized: what is created twice is the same. */
        private ObjectFields fields() {
            if (fields == null) {
                fields = wiring.object(number);
            }
            return fields;
        }
    }

    private final Type type;
    private final int field;

    ObjectFetcher(Type type, int field) {
        this.type = type;
        this.field = field;
    }

    @Override
    public Object get(GraphQLFieldDefinition definition, Object source, Supplier<DataFetchingEnvironment> environment) {
        return type.fields().read(field, source);
    }

    @Override
    public Object get(DataFetchingEnvironment environment) {
        return type.fields().read(field, environment.getSource());
    }
}

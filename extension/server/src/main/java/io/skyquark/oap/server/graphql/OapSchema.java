// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import graphql.schema.GraphQLSchema;
import io.skyquark.oap.model.OapStartException;

/** The schema that augmentation recorded, and the generated classes behind it. Needs no running OAP. */
final class OapSchema {

    /** Class-path name of the records; {@link SchemaReader} tells their form. */
    static final String RECORDS = "META-INF/skywalking/graphql-schema.tsv";
    /** Name of the generated {@link GraphQlWiring}. */
    static final String WIRING = "io.skyquark.oap.generated.graphql.OapGraphQlWiring";

    private OapSchema() {
    }

    static GraphQLSchema.Builder build(boolean onDemand) {
        return SchemaReader.read(records(), wiring(), onDemand);
    }

    static GraphQlWiring wiring() {
        try {
            return (GraphQlWiring) loader().loadClass(WIRING).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new OapStartException("The generated GraphQL classes are missing: " + e, e);
        }
    }

    private static String records() {
        try (var in = loader().getResourceAsStream(RECORDS)) {
            if (in == null) {
                throw new OapStartException("The recorded GraphQL schema " + RECORDS + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RECORDS, e);
        }
    }

    private static ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.graphql;

import graphql.GraphQL;
import graphql.schema.GraphQLSchema;
import io.smallrye.graphql.spi.EventingService;
import io.skyquark.oap.model.OapStartException;

/**
 * Where SmallRye GraphQL asks for the schema. SmallRye keeps the service across live reloads, so this shell holds nothing and asks the class of the
 * application's current class loader.
 */
public class OapEventingService implements EventingService {

    /** Name of the service that knows OAP. */
    public static final String DELEGATE = "io.skyquark.oap.server.graphql.OapEventing";

    /** {@code null}: always active. */
    @Override
    public String getConfigKey() {
        return null;
    }

    @Override
    public GraphQLSchema.Builder beforeSchemaBuild(GraphQLSchema.Builder builder) {
        return delegate().beforeSchemaBuild(builder);
    }

    @Override
    public GraphQL.Builder beforeGraphQLBuild(GraphQL.Builder builder) {
        return delegate().beforeGraphQLBuild(builder);
    }

    private static EventingService delegate() {
        try {
            return (EventingService) Thread.currentThread().getContextClassLoader().loadClass(DELEGATE).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new OapStartException("The GraphQL schema cannot be set up: " + e, e);
        }
    }
}

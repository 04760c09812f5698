// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;

/** Answers one field of {@code Query} or {@code Mutation} through its upstream resolver. */
final class RootFetcher implements DataFetcher<Object> {

    private final int resolver;
    private final int field;

    RootFetcher(int resolver, int field) {
        this.resolver = resolver;
        this.field = field;
    }

    @Override
    public Object get(DataFetchingEnvironment environment) throws Exception {
        return Resolvers.get(resolver).call(field, environment);
    }
}

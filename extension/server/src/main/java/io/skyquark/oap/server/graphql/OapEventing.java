// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import graphql.GraphQL;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.execution.SimpleDataFetcherExceptionHandler;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.schema.GraphQLSchema;
import io.smallrye.graphql.spi.EventingService;

/**
 * Gives SmallRye GraphQL upstream's schema in place of its own, and upstream's complexity limit and error texts. Created by name, since it links OAP's
 * types.
 */
public final class OapEventing implements EventingService {

    private static final Logger LOG = LoggerFactory.getLogger(OapEventing.class);

    @Override
    public String getConfigKey() {
        return null;
    }

    /** Runs before OAP boots; natively while the image is built. */
    @Override
    public GraphQLSchema.Builder beforeSchemaBuild(GraphQLSchema.Builder builder) {
        long start = System.nanoTime();
        var schema = OapSchema.build(false);
        LOG.debug("GraphQL schema read in {} us", (System.nanoTime() - start) / 1_000);
        return schema;
    }

    /** Runs with the first query. */
    @Override
    public GraphQL.Builder beforeGraphQLBuild(GraphQL.Builder builder) {
        var config = Resolvers.config();
        if (config.isEnableOnDemandPodLog()) {
            builder.schema(OapSchema.build(true).build());
        }
        int limit = config.getMaxQueryComplexity();
        var complexity = new MaxQueryComplexityInstrumentation(limit, found -> {
            LOG.warn("A query of complexity {} is refused, the limit is {}", found.getComplexity(), limit);
            return true;
        });
        // Before anything is built: the strategies take their handler when the first build creates them.
        builder.defaultDataFetcherExceptionHandler(new SimpleDataFetcherExceptionHandler());
        // SmallRye's own instrumentation fills its cache of parsed queries.
        var present = builder.build().getInstrumentation();
        return builder.instrumentation(new ChainedInstrumentation(new RequestVariables(), complexity, present));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import org.apache.skywalking.oap.query.graphql.GraphQLQueryConfig;
import org.apache.skywalking.oap.server.core.query.QueryModule;
import org.apache.skywalking.oap.server.library.module.ModuleConfig;
import org.apache.skywalking.oap.server.library.module.ModuleDefine;
import org.apache.skywalking.oap.server.library.module.ModuleProvider;

/** Takes the place of the GraphQL provider, which cannot be created without graphql-java-tools. */
public class StubQueryProvider extends ModuleProvider {

    @Override
    public String name() {
        return "graphql";
    }

    @Override
    public Class<? extends ModuleDefine> module() {
        return QueryModule.class;
    }

    @Override
    public ConfigCreator<? extends ModuleConfig> newConfigCreator() {
        return new ConfigCreator<GraphQLQueryConfig>() {
            @Override
            public Class<GraphQLQueryConfig> type() {
                return GraphQLQueryConfig.class;
            }

            @Override
            public void onInitialized(GraphQLQueryConfig initialized) {
                // Nothing runs in these tests.
            }
        };
    }

    @Override
    public void prepare() {
        // Nothing runs in these tests.
    }

    @Override
    public void start() {
        // Nothing runs in these tests.
    }

    @Override
    public void notifyAfterCompleted() {
        // Nothing runs in these tests.
    }

    @Override
    public String[] requiredModules() {
        return new String[0];
    }
}

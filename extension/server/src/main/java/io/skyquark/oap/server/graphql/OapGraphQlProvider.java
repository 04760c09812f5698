// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.util.List;

import org.apache.skywalking.oap.query.graphql.GraphQLQueryConfig;
import org.apache.skywalking.oap.server.core.CoreModule;
import org.apache.skywalking.oap.server.core.query.QueryModule;
import org.apache.skywalking.oap.server.core.server.HTTPHandlerRegister;
import org.apache.skywalking.oap.server.library.module.ModuleDefine;
import org.apache.skywalking.oap.server.library.module.ModuleProvider;

import com.linecorp.armeria.common.HttpMethod;

/** The query module on SmallRye GraphQL: upstream's resolvers behind fetchers that augmentation generated. Takes the place of upstream's provider. */
public final class OapGraphQlProvider extends ModuleProvider {

    private GraphQLQueryConfig config;

    @Override
    public String name() {
        return "graphql";
    }

    @Override
    public Class<? extends ModuleDefine> module() {
        return QueryModule.class;
    }

    @Override
    public ConfigCreator<GraphQLQueryConfig> newConfigCreator() {
        return new ConfigCreator<>() {
            @Override
            public Class<GraphQLQueryConfig> type() {
                return GraphQLQueryConfig.class;
            }

            @Override
            public void onInitialized(GraphQLQueryConfig initialized) {
                config = initialized;
            }
        };
    }

    @Override
    public void prepare() {
        Resolvers.start(OapSchema.wiring(), getManager(), config);
    }

    @Override
    public void start() {
        getManager().find(CoreModule.NAME).provider().getService(HTTPHandlerRegister.class).addHandler(new GraphQlHandler(), List.of(HttpMethod.POST));
    }

    @Override
    public void notifyAfterCompleted() {
    }

    @Override
    public String[] requiredModules() {
        return new String[0];
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import org.apache.skywalking.oap.query.graphql.GraphQLQueryConfig;
import org.apache.skywalking.oap.query.graphql.resolver.LogTestQuery;
import org.apache.skywalking.oap.query.graphql.type.LogTestRequest;
import org.apache.skywalking.oap.query.graphql.type.LogTestResponse;
import org.apache.skywalking.oap.server.library.module.ModuleManager;

/**
 * Stands in for upstream's log test tool, which compiles the LAL script of a request with Groovy. This server has rules compiled when it is built and no
 * Groovy, so the tool cannot be switched on; switched off it answers as upstream does.
 */
public final class LogTestRefusal extends LogTestQuery {

    private final GraphQLQueryConfig config;

    public LogTestRefusal(ModuleManager manager, GraphQLQueryConfig config) {
        super(manager, config);
        this.config = config;
    }

    @Override
    public LogTestResponse test(LogTestRequest request) throws Exception {
        if (config.isEnableLogTestTool()) {
            throw new UnsupportedOperationException("The log test tool compiles the script of the request, which this server cannot: "
                + "its rules are compiled when it is built. Put the script into a lal/ file, or run it against the JVM distribution of SkyWalking");
        }
        return super.test(request);
    }
}

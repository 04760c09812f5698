// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import org.apache.skywalking.oap.query.graphql.GraphQLQueryConfig;
import org.apache.skywalking.oap.server.library.module.ModuleManager;

/** What augmentation knows about upstream's resolvers and result types; the implementation is generated. Numbers are those of the recorded schema. */
public interface GraphQlWiring {

    /** The number of upstream resolvers. */
    int resolvers();

    /** Creates an upstream resolver, with the constructor arguments that upstream gives it, and what calls it. */
    ResolverCalls resolver(int resolver, ModuleManager manager, GraphQLQueryConfig config);

    /** What reads the fields of one result type. */
    ObjectFields object(int type);
}

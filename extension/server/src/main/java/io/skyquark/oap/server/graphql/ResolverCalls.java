// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import graphql.schema.DataFetchingEnvironment;

/** Calls the methods of one upstream resolver; the implementations are generated. */
public interface ResolverCalls {

    /**
     * @param field number of the root field in the recorded schema
     * @return the resolver's answer, or a future of it
     * @throws Exception whatever the resolver throws
     */
    Object call(int field, DataFetchingEnvironment environment) throws Exception;
}

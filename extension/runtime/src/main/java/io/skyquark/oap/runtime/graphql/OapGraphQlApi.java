// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.graphql;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Query;

/** The one operation that makes SmallRye GraphQL set itself up; the schema it is part of is replaced before it is built. */
@GraphQLApi
public class OapGraphQlApi {

    @Query
    public String version() {
        throw new IllegalStateException("SkyWalking's schema is not in place: is another EventingService of SmallRye GraphQL on the class path?");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

/** Stands in for the marker interface of the same name in the GraphQL library that upstream uses and this server does not have. */
public interface MutationResolver {
}

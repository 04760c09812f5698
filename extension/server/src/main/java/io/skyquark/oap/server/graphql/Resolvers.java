// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.graphql;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.apache.skywalking.oap.query.graphql.GraphQLQueryConfig;
import org.apache.skywalking.oap.server.library.module.ModuleManager;

/**
 * The resolvers of the running query module. The schema is built before OAP boots and outlives it, so its fetchers ask here; there is one OAP for each
 * class loader, so this is static.
 */
final class Resolvers {

    /** @param calls filled as root fields are asked for */
    private record Running(GraphQlWiring wiring, ModuleManager manager, GraphQLQueryConfig config, AtomicReferenceArray<ResolverCalls> calls) {
    }

    private static volatile Running running;

    private Resolvers() {
    }

    static void start(GraphQlWiring wiring, ModuleManager manager, GraphQLQueryConfig config) {
        running = new Running(wiring, manager, config, new AtomicReferenceArray<>(wiring.resolvers()));
    }

    /** @throws IllegalStateException where the query module is off or has not started yet */
    static ResolverCalls get(int resolver) {
        var current = current();
        var known = current.calls.get(resolver);
        if (known != null) {
            return known;
        }
        var created = current.wiring.resolver(resolver, current.manager, current.config);
        return current.calls.compareAndSet(resolver, null, created) ? created : current.calls.get(resolver);
    }

    static GraphQLQueryConfig config() {
        return current().config;
    }

    private static Running current() {
        var current = running;
        if (current == null) {
            throw new IllegalStateException("The query module is not started");
        }
        return current;
    }
}

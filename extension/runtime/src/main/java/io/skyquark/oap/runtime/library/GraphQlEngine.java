// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.library;

import java.util.Optional;
import java.util.function.Function;

import io.smallrye.graphql.spi.config.Config;

/** The part of graphql-java and SmallRye GraphQL that upstream's protocol needs. */
public final class GraphQlEngine {

    private GraphQlEngine() {
    }

    /**
     * Takes the place of {@code LambdaFetchingSupport.createGetter}, which has the JDK generate a class around each getter that no fetcher is there for. That
     * cannot be done natively, where the JDK's writer of class files, 600 classes, would be for nothing; without one, the getter is called by reflection.
     */
    public static Optional<Function<Object, Object>> createGetter(Class<?> type, String property) {
        return Optional.empty();
    }

    /** Upstream's protocol is no part of a federation, whose traces would be written as messages of Apollo's. */
    public static boolean isFederationEnabled(Config config) {
        return false;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import io.quarkus.builder.item.SimpleBuildItem;

/** Upstream's GraphQL protocol and what answers it; there is none where the build has no query module. */
final class GraphQlProtocolBuildItem extends SimpleBuildItem {

    private final Sdl sdl;
    private final JavaTypes types;
    private final ProtocolMapping mapping;

    GraphQlProtocolBuildItem(Sdl sdl, JavaTypes types, ProtocolMapping mapping) {
        this.sdl = sdl;
        this.types = types;
        this.mapping = mapping;
    }

    Sdl sdl() {
        return sdl;
    }

    JavaTypes types() {
        return types;
    }

    ProtocolMapping mapping() {
        return mapping;
    }
}

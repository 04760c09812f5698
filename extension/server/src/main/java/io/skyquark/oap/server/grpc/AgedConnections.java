// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.grpc;

import java.util.concurrent.TimeUnit;

import io.grpc.netty.NettyServerBuilder;
import io.skyquark.oap.model.ConnectionAge;

/** Ends connections that have become old, on the core port and on those of receivers alike. */
final class AgedConnections {

    private AgedConnections() {
    }

    static void limit(NettyServerBuilder server, ConnectionAge age) {
        if (age.limited()) {
            age.use();
            server.maxConnectionAge(age.limit().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionAgeGrace(age.grace().toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}

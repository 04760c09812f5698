// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the start of a server needs to know beside upstream's own keys and {@code SW_*} variables. */
@ConfigMapping(prefix = "quarkus.skywalking")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface OapRunTimeConfig {

    /**
     * An {@code application.yml} in SkyWalking's own format that takes the place of the built-in one. As with SkyWalking it is complete: a module that it
     * does not mention is off.
     */
    @ConfigDocDefault("`config/application.yml` below the working directory, if there is such a file")
    Optional<String> applicationFile();

    /**
     * The HTTP ports.
     */
    Http http();

    /** HTTP beside what upstream's keys say. */
    interface Http {

        /**
         * Serves all HTTP on the port of the core module, 12800 by default: PromQL, LogQL, Zipkin's receiver and queries, Firehose and the sharing server
         * open no HTTP port of their own. Context paths, thread limits and everything else that is not about a port stay each server's own. The server does not start
         * where two of them have the same route; a context path of one of them, for example {@code SW_PROMQL_REST_CONTEXT_PATH}, tells them apart.
         */
        @WithDefault("false")
        boolean singlePort();
    }
}

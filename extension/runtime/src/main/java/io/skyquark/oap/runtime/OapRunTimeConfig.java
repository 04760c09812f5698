// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime;

import java.time.Duration;
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

    /** What to do about a storage that is slow or does not answer. */
    Storage storage();

    /** How far the server goes with a storage that is slow or does not answer. */
    interface Storage {

        /** How long a start waits for the storage. Every few seconds a line in the log says what it waits for. */
        @WithDefault("5M")
        Duration bootTimeout();

        /**
         * How many records (segments, logs, alarms...) wait for the storage at the most. While it does not answer, or takes less than comes in, what finds
         * no room is dropped, and {@code oap_storage_dropped_total} counts it by kind.
         */
        @WithDefault("10000")
        int waitingRecords();

        /**
         * How many metrics (one for each metric, entity and minute, hour or day) wait for a storage that does not answer at the most. What comes on top is
         * dropped and counted. A storage that answers has no such bound.
         */
        @WithDefault("300000")
        int waitingMetrics();
    }
}

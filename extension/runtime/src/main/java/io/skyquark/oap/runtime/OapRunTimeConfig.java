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

    /**
     * How the server deals with the tables of its storage: `init` creates those that are missing and ends, `no-init` waits until they are there. Without a
     * value it creates them and goes on.
     */
    @ConfigDocDefault("the system property `mode`")
    Optional<String> mode();

    /** What is said of the gRPC servers beside upstream's own keys. */
    Grpc grpc();

    /** gRPC servers. */
    interface Grpc {

        /**
         * How old a connection becomes before the server asks the client to connect anew (GOAWAY), so that agents spread over servers that have joined since.
         * What is running on the connection may end. `0` stands for no limit.
         */
        @ConfigDocDefault("`5M` in a cluster, `0` for a server of its own")
        Optional<Duration> maxConnectionAge();

        /** Each connection's own age is up to this part of the limit shorter or longer, so that connections which began together do not end together. */
        @WithDefault("0.2")
        double maxConnectionAgeJitter();

        /** How long calls that still run on a connection at its end are let go on before they are cut off. */
        @WithDefault("30S")
        Duration maxConnectionAgeGrace();
    }

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

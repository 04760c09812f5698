// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the build of a server needs to know. */
@ConfigMapping(prefix = "quarkus.skywalking")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface OapBuildTimeConfig {

    /**
     * A folder with rules and settings, laid out like the {@code config/} folder of a SkyWalking release. Exactly what it holds is compiled and built in, and
     * nothing of the application's own {@code skywalking/} resources.
     */
    Optional<Path> configDir();

    /**
     * Compiles the OAL metrics with the columns that upstream's setting {@code activeExtraModelColumns} of module {@code core} adds (names next to ids). The
     * server does not start where the two differ.
     */
    @WithDefault("false")
    boolean extraModelColumns();

    /**
     * What to do when the inventory of modules, rules, endpoints and hooks differs from the committed lock file: {@code fail} stops the build,
     * {@code warn} logs the differences, {@code update} writes the new inventory to the lock file.
     */
    @WithDefault("fail")
    Drift drift();

    /** Storages in containers, for development mode and tests. */
    DevServices devservices();

    /**
     * The storage that {@code SW_STORAGE} selects, {@code banyandb} or {@code postgresql}, in a container, where neither a variable nor a file of the
     * user's own gives its address.
     */
    interface DevServices {

        /** Whether to start a container. */
        @WithDefault("true")
        boolean enabled();

        /** A BanyanDB server of version 0.7. */
        @WithDefault("apache/skywalking-banyandb:0.7.1")
        String banyandbImage();

        /** A PostgreSQL server. */
        @WithDefault("postgres:15")
        String postgresqlImage();
    }

    /** How strict the comparison with the lock file is. */
    enum Drift {
        FAIL,
        WARN,
        UPDATE
    }
}

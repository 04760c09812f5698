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

    /** How strict the comparison with the lock file is. */
    enum Drift {
        FAIL,
        WARN,
        UPDATE
    }
}

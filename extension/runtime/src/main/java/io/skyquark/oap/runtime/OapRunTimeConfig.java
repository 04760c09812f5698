// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;

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
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import io.quarkus.runtime.configuration.ConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Adds {@link OapConfigSource} to the run-time configuration; registered at augmentation. */
public final class OapConfigBuilder implements ConfigBuilder {

    @Override
    public SmallRyeConfigBuilder configBuilder(SmallRyeConfigBuilder builder) {
        return builder.withSources(new OapConfigSourceFactory());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;

/** Files of upstream's jars that its code reads at run time; catalog, configuration and GraphQL schema are told by their own processors. */
class ResourceProcessor {

    @BuildStep
    NativeImageResourceBuildItem version() {
        return new NativeImageResourceBuildItem("version.properties");
    }

    /** Upstream computes times with Joda-Time, which takes every zone for UTC where it finds none of its files. */
    @BuildStep
    NativeImageResourcePatternsBuildItem timeZones() {
        return NativeImageResourcePatternsBuildItem.builder().includeGlob("org/joda/time/tz/data/**").build();
    }
}

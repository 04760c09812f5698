// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;

/** Files of upstream's jars that its code reads at run time; catalog, configuration and GraphQL schema are told by their own processors. */
class ResourceProcessor {

    @BuildStep
    NativeImageResourceBuildItem version() {
        return new NativeImageResourceBuildItem("version.properties");
    }
}

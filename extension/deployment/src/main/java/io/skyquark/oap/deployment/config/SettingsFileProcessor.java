// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.config;

import static io.quarkus.deployment.annotations.ExecutionTime.STATIC_INIT;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.skyquark.oap.deployment.CatalogBuildItem;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;
import io.skyquark.oap.runtime.nativeimage.NativeBuildRecorder;

/** The one settings file of some size, which a native server has parsed when it was built; a file of the user's own is parsed at start. */
class SettingsFileProcessor {

    private static final String YAML = "org.yaml.snakeyaml.Yaml";
    private static final String COMPONENTS = "component-libraries.yml";

    @BuildStep
    UpstreamHookBuildItem hookReader() {
        return Hooks.interceptCall("org.apache.skywalking.oap.server.core.config.ComponentLibraryCatalogService", YAML, "loadAs",
            "(Ljava/io/Reader;Ljava/lang/Class;)Ljava/lang/Object;", "io.skyquark.oap.server.built.BuiltYaml", YAML, 1,
            "a native server has parsed " + COMPONENTS + " when it was built");
    }

    @BuildStep(onlyIf = NativeOrNativeSourcesBuild.class)
    @Record(STATIC_INIT)
    void readFile(CatalogBuildItem catalog, NativeBuildRecorder recorder) {
        recorder.readFile(catalog.folder(), COMPONENTS);
    }
}

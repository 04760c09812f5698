// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.config;

import static io.quarkus.deployment.annotations.ExecutionTime.STATIC_INIT;

import java.util.List;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.skyquark.oap.deployment.CatalogBuildItem;
import io.skyquark.oap.deployment.hook.Hooks;
import io.skyquark.oap.deployment.spi.UpstreamHookBuildItem;
import io.skyquark.oap.runtime.nativeimage.NativeBuildRecorder;

/** The larger settings files, which a native server has parsed when it was built; a file of the user's own is parsed at start. */
class SettingsFileProcessor {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    private static final String YAML = "org.yaml.snakeyaml.Yaml";

    @BuildStep
    void hookReaders(BuildProducer<UpstreamHookBuildItem> hooks) {
        for (var reader : List.of(CORE + "config.ComponentLibraryCatalogService", CORE + "management.ui.menu.UIMenuInitializer")) {
            hooks.produce(Hooks.interceptCall(reader, YAML, "loadAs", "(Ljava/io/Reader;Ljava/lang/Class;)Ljava/lang/Object;",
                "io.skyquark.oap.server.built.BuiltYaml", YAML, 1, "a native server has parsed the file when it was built"));
        }
    }

    @BuildStep(onlyIf = NativeOrNativeSourcesBuild.class)
    @Record(STATIC_INIT)
    void readFiles(CatalogBuildItem catalog, NativeBuildRecorder recorder) {
        recorder.readFiles(catalog.folder());
    }
}

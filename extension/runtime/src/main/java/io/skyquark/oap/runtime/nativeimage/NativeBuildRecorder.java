// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.nativeimage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.runtime.config.RecordedConfiguration;
import io.skyquark.oap.server.built.BuiltModels;
import io.skyquark.oap.server.built.BuiltStreams;
import io.skyquark.oap.server.built.BuiltYaml;

/** Work of a start that is done while a native server is built; what it finds is in the executable. */
@Recorder
public class NativeBuildRecorder {

    public void readConfiguration() {
        RecordedConfiguration.build(Thread.currentThread().getContextClassLoader());
    }

    /** @param folder of the settings files on the class path */
    public void readFiles(String folder) {
        BuiltYaml.build(Thread.currentThread().getContextClassLoader(), folder);
    }

    /**
     * Reads the columns and annotations of stored classes.
     *
     * @param keys   of the catalog, for classes of streams
     * @param meters further classes
     */
    public void readStreams(RuntimeValue<ClassCatalog> catalog, List<String> keys, List<Class<?>> meters) {
        var types = new ArrayList<>(meters);
        keys.forEach(key -> types.addAll(Arrays.asList(catalog.getValue().classes(key))));
        BuiltModels.build(types);
        BuiltStreams.build(types);
    }
}

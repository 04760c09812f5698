// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.nativeimage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.skyquark.oap.model.ClassCatalog;
import io.skyquark.oap.runtime.config.RecordedConfiguration;
import io.skyquark.oap.server.built.BuiltConstructors;
import io.skyquark.oap.server.built.BuiltDispatchers;
import io.skyquark.oap.server.built.BuiltModels;
import io.skyquark.oap.server.built.BuiltScopes;
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
        types.addAll(classes(catalog, keys));
        BuiltModels.build(types);
        BuiltStreams.build(types);
    }

    /** @param keys of the catalog, for classes of dispatchers */
    public void readDispatchers(RuntimeValue<ClassCatalog> catalog, List<String> keys) {
        BuiltDispatchers.build(classes(catalog, keys));
    }

    /** @param keys of the catalog, for classes that declare a scope */
    public void readScopes(RuntimeValue<ClassCatalog> catalog, List<String> keys) {
        BuiltScopes.build(classes(catalog, keys));
    }

    /** @param types configurations of modules */
    public void readConstructors(List<Class<?>> types) {
        types.forEach(BuiltConstructors::build);
    }

    private static List<Class<?>> classes(RuntimeValue<ClassCatalog> catalog, List<String> keys) {
        return keys.stream().<Class<?>>flatMap(key -> Arrays.stream(catalog.getValue().classes(key))).toList();
    }
}

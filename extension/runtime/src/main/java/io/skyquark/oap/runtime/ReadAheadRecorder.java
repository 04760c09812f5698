// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime;

import java.util.List;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.skyquark.oap.model.ClassCatalog;

/** Reads classes ahead, in the JVM only: the boot is one thread, which reads 2,700 classes. */
@Recorder
public class ReadAheadRecorder {

    /** Starts a thread that loads and links the classes of the keys, in their order, with what the boot asks of them by reflection; none is initialised. */
    public void read(RuntimeValue<ClassCatalog> catalog, List<String> keys) {
        var thread = new Thread(() -> keys.forEach(key -> read(catalog.getValue().classes(key))), "skywalking-read-ahead");
        thread.setDaemon(true);
        thread.start();
    }

    private static void read(Class<?>[] classes) {
        for (var type : classes) {
            // Annotations of metrics name the class of their builder, which is loaded with them.
            type.getAnnotations();
            type.getDeclaredFields();
        }
    }
}

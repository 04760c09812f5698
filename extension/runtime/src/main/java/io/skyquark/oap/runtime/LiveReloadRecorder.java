// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime;

import java.util.concurrent.atomic.AtomicReference;

import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.dev.io.NioThreadPoolThreadFactory;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;

/** What a live reload needs at run time, in development only. */
@Recorder
public class LiveReloadRecorder {

    /** Under this key augmentation finds the class loader of the running server, in a holder that is empty where none runs. */
    public static final String CLASS_LOADER = "io.skyquark.oap.class-loader";

    /** Tells augmentation, which outlives the server, what runs. */
    public void announceServer(ShutdownContext shutdown) {
        var running = new AtomicReference<>(Thread.currentThread().getContextClassLoader());
        DevConsoleManager.setGlobal(CLASS_LOADER, running);
        shutdown.addShutdownTask(() -> running.set(null));
    }

    /**
     * Lets go of the stopped application's class loader, and with it of a whole OAP. What outlives a reload keeps the context class loader it was made with:
     * Vert.x' checker of blocked threads and Quarkus' factory of NIO threads keep that of the first start.
     */
    public void releaseClassLoader(ShutdownContext shutdown) {
        var stopped = Thread.currentThread().getContextClassLoader();
        var lasting = LiveReloadRecorder.class.getClassLoader();
        shutdown.addLastShutdownTask(() -> {
            NioThreadPoolThreadFactory.updateTccl(lasting);
            for (var thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getContextClassLoader() == stopped && thread != Thread.currentThread()) {
                    thread.setContextClassLoader(lasting);
                }
            }
        });
    }
}

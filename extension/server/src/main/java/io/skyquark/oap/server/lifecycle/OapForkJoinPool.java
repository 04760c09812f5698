// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.util.concurrent.ForkJoinPool;

/**
 * The pool of upstream's asynchronous query resolvers, in place of {@link ForkJoinPool}: ends with the server, and its threads see the application's classes,
 * since answers are completed in them.
 */
public final class OapForkJoinPool extends ForkJoinPool {

    public OapForkJoinPool(int parallelism, ForkJoinWorkerThreadFactory factory, Thread.UncaughtExceptionHandler handler, boolean asyncMode) {
        super(parallelism, inside(factory, Thread.currentThread().getContextClassLoader()), handler, asyncMode);
        OapExecutors.track(this);
    }

    private static ForkJoinWorkerThreadFactory inside(ForkJoinWorkerThreadFactory factory, ClassLoader application) {
        return pool -> {
            var thread = factory.newThread(pool);
            thread.setContextClassLoader(application);
            return thread;
        };
    }
}

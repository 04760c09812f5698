// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

import java.util.concurrent.ForkJoinPool;

/** The pool of upstream's asynchronous query resolvers, in place of {@link ForkJoinPool}: ends with the server. */
public final class OapForkJoinPool extends ForkJoinPool {

    public OapForkJoinPool(int parallelism, ForkJoinWorkerThreadFactory factory, Thread.UncaughtExceptionHandler handler, boolean asyncMode) {
        super(parallelism, factory, handler, asyncMode);
        OapExecutors.track(this);
    }
}

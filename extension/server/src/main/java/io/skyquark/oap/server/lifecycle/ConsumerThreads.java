// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.lifecycle;

/** How many threads read queues that share a pool. */
public final class ConsumerThreads {

    private static final int FOR_EACH_PROCESSOR = 2;

    /** Zero until somebody asks: the number is that of the machine that runs the server, not of the one that built it. */
    private static volatile int maxSize;

    private ConsumerThreads() {
    }

    /** Takes the place of upstream's method; the number of processors that was there when it was first called counts. */
    public static int recommendMaxSize() {
        if (maxSize == 0) {
            maxSize = Runtime.getRuntime().availableProcessors() * FOR_EACH_PROCESSOR;
        }
        return maxSize;
    }
}

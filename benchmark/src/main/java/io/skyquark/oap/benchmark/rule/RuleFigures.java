// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

import com.sun.management.ThreadMXBean;

/**
 * Times and allocations of one rule: a value a pass for each side. Times are those that the thread had a processor, so that a busy machine does not show; the
 * work of the collector is not among them, which favours the side that allocates more.
 */
final class RuleFigures {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RulePair pair;
    private final double[][] nanos;
    private final double[][] bytes;

    RuleFigures(RulePair pair, int passes) {
        this.pair = pair;
        nanos = new double[2][passes];
        bytes = new double[2][passes];
    }

    /** Runs both sides over some scrapes. */
    static int warmUp(RulePair pair, int scrapes) {
        int results = 0;
        for (var work : new Work[] {pair.groovy(), pair.compiled()}) {
            work.prepare(scrapes);
            results += work.run();
        }
        return results;
    }

    /** Runs both sides over some scrapes, in turns as to which is first. */
    int measure(int pass, int scrapes) {
        return pass % 2 == 0 ? measure(0, pass, scrapes) + measure(1, pass, scrapes) : measure(1, pass, scrapes) + measure(0, pass, scrapes);
    }

    private int measure(int side, int pass, int scrapes) {
        var work = side == 0 ? pair.groovy() : pair.compiled();
        work.prepare(scrapes);
        long id = Thread.currentThread().getId();
        long allocated = THREADS.getThreadAllocatedBytes(id);
        long start = THREADS.getCurrentThreadCpuTime();
        int results = work.run();
        nanos[side][pass] = (THREADS.getCurrentThreadCpuTime() - start) / (double) (scrapes * work.runs());
        bytes[side][pass] = (THREADS.getThreadAllocatedBytes(id) - allocated) / (double) (scrapes * work.runs());
        return results;
    }

    RulePair pair() {
        return pair;
    }

    double nanos(boolean groovy) {
        return median(nanos[groovy ? 0 : 1]);
    }

    double bytes(boolean groovy) {
        return median(bytes[groovy ? 0 : 1]);
    }

    /** How many times faster the compiled rule was in one pass. */
    double speedUp(int pass) {
        return nanos[0][pass] / nanos[1][pass];
    }

    double speedUp() {
        return nanos(true) / nanos(false);
    }

    /** Bytes of the compiled rule as a part of Groovy's; rules that allocate nothing count as one byte. */
    double allocation() {
        return Math.max(1, bytes(false)) / Math.max(1, bytes(true));
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.server;

import java.io.IOException;
import java.time.Duration;

/**
 * What segments cost a server: processor time and memory at a rate that it can follow. Servers run in turns, one at a time, on upstream's ports, with H2 in memory;
 * the medians of the rounds are printed.
 */
public final class LoadBenchmark {

    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int RATE = Integer.getInteger("rate", 1_000);
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmup", 60));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("seconds", 60));

    private LoadBenchmark() {
    }

    /** @param args the servers, each {@code name=command}; arguments of a command are separated by blanks */
    public static void main(String[] args) throws IOException, InterruptedException {
        Rounds.run(args, ROUNDS, server -> server.measure(new SegmentLoad(), RATE, WARM_UP, MEASURED), LoadFigures::median);
    }
}

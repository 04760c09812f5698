// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.server;

import java.io.IOException;

/**
 * How long servers take from the start of their process until they answer, and what they weigh when nothing happens. They start in turns, one at a time, on
 * upstream's ports, with H2 in memory, round by round; the medians of the rounds are printed.
 */
public final class StartBenchmark {

    private static final int ROUNDS = Integer.getInteger("rounds", 10);
    private static final int IDLE_SECONDS = Integer.getInteger("idle", 60);

    private StartBenchmark() {
    }

    /** @param args the servers, each {@code name=command}; arguments of a command are separated by blanks */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (var warmUp = new MeasuredServer(Rounds.command(args[0]))) {
            // The client's own first calls are slow.
            warmUp.measure(1);
        }
        Rounds.run(args, ROUNDS, server -> server.measure(IDLE_SECONDS), StartFigures::median);
    }
}

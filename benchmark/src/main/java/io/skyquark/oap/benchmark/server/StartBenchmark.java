// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        Map<String, List<StartFigures>> figures = new LinkedHashMap<>();
        try (var warmUp = new MeasuredServer(command(args[0]))) {
            // The client's own first calls are slow.
            warmUp.measure(1);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            for (var server : args) {
                try (var started = new MeasuredServer(command(server))) {
                    var measured = started.measure(IDLE_SECONDS);
                    figures.computeIfAbsent(name(server), key -> new ArrayList<>()).add(measured);
                    System.out.printf("round %d, %s: %s%n", round, name(server), measured);
                }
            }
        }
        System.out.printf("%nmedians of %d rounds%n", ROUNDS);
        figures.forEach((name, rounds) -> System.out.printf("%-12s %s%n", name, StartFigures.median(rounds)));
    }

    static String name(String server) {
        return server.substring(0, server.indexOf('='));
    }

    static List<String> command(String server) {
        return List.of(server.substring(server.indexOf('=') + 1).strip().split("\\s+"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        Map<String, List<LoadFigures>> figures = new LinkedHashMap<>();
        for (int round = 1; round <= ROUNDS; round++) {
            for (var server : args) {
                try (var started = new MeasuredServer(StartBenchmark.command(server))) {
                    var measured = started.measure(new SegmentLoad(), RATE, WARM_UP, MEASURED);
                    figures.computeIfAbsent(StartBenchmark.name(server), key -> new ArrayList<>()).add(measured);
                    System.out.printf("round %d, %s: %s%n", round, StartBenchmark.name(server), measured);
                }
            }
        }
        System.out.printf("%nmedians of %d rounds%n", ROUNDS);
        figures.forEach((name, rounds) -> System.out.printf("%-12s %s%n", name, LoadFigures.median(rounds)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Servers in turns, one at a time, round by round. */
final class Rounds {

    private Rounds() {
    }

    /** What is measured of a server that has just been started. */
    interface Measurement<F> {

        F of(MeasuredServer server) throws IOException, InterruptedException;
    }

    /**
     * Prints the figures of each round, and their medians.
     *
     * @param servers each {@code name=command}; arguments of a command are separated by blanks
     */
    static <F> void run(String[] servers, int rounds, Measurement<F> measurement, Function<List<F>, F> median) throws IOException, InterruptedException {
        Map<String, List<F>> figures = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (var server : servers) {
                try (var started = new MeasuredServer(command(server))) {
                    var name = server.substring(0, server.indexOf('='));
                    var measured = measurement.of(started);
                    figures.computeIfAbsent(name, key -> new ArrayList<>()).add(measured);
                    System.out.printf("round %d, %s: %s%n", round, name, measured);
                }
            }
        }
        System.out.printf("%nmedians of %d rounds%n", rounds);
        figures.forEach((name, measured) -> System.out.printf("%-12s %s%n", name, median.apply(measured)));
    }

    static List<String> command(String server) {
        return List.of(server.substring(server.indexOf('=') + 1).strip().split("\\s+"));
    }

    static <F> double median(List<F> rounds, ToDoubleFunction<F> figure) {
        var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.server;

import java.util.List;
import java.util.Locale;

/**
 * What one start came to.
 *
 * @param health milliseconds to the first {@code SERVING} of {@code grpc.health.v1.Health}
 * @param segment milliseconds until a trace, sent when the server was healthy, is found by GraphQL
 * @param cpu milliseconds of processor time until then
 * @param resident MiB that the idle process has in memory
 */
record StartFigures(double health, double segment, double cpu, double resident) {

    static StartFigures median(List<StartFigures> rounds) {
        return new StartFigures(Rounds.median(rounds, StartFigures::health), Rounds.median(rounds, StartFigures::segment), Rounds.median(rounds, StartFigures::cpu),
            Rounds.median(rounds, StartFigures::resident));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "healthy after %.0f ms, first segment stored after %.0f ms, processor %.0f ms, resident when idle %.1f MiB", health,
            segment, cpu, resident);
    }
}

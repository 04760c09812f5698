// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.server;

import java.util.List;
import java.util.Locale;

/**
 * What a server under load came to.
 *
 * @param rate segments a second that were acknowledged
 * @param cpu milliseconds of processor time for a thousand segments
 * @param resident MiB in memory at the end
 */
record LoadFigures(double rate, double cpu, double resident) {

    static LoadFigures median(List<LoadFigures> rounds) {
        return new LoadFigures(Rounds.median(rounds, LoadFigures::rate), Rounds.median(rounds, LoadFigures::cpu),
            Rounds.median(rounds, LoadFigures::resident));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f segments/s, processor %.0f ms for 1,000 segments, resident %.1f MiB", rate, cpu, resident);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of the queries of all areas, and the table of it. */
final class Verdicts {

    /** How a query ended. */
    enum State {
        PASSED, FAILED, EXPLAINED, NOT_SUPPORTED, NO_TRAFFIC;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    /** @param reason why it did not pass; empty where it did */
    record Verdict(String area, String query, State state, String reason) {
    }

    private final List<Verdict> verdicts = Collections.synchronizedList(new ArrayList<>());

    void add(String area, Query query, State state, String reason) {
        verdicts.add(new Verdict(area, query.shortened(), state, reason));
    }

    List<Verdict> all() {
        return List.copyOf(verdicts);
    }

    List<Verdict> of(String area) {
        return verdicts.stream().filter(verdict -> verdict.area().equals(area)).toList();
    }

    /** One line for each area with the counts, and one for each query below it. */
    String table() {
        return verdicts.stream().collect(Collectors.groupingBy(Verdict::area, java.util.LinkedHashMap::new, Collectors.toList())).entrySet().stream()
            .map(area -> area.getKey() + ": " + counts(area.getValue()) + "\n" + area.getValue().stream().map(Verdicts::line).collect(Collectors.joining()))
            .collect(Collectors.joining()) + "all areas: " + counts(verdicts) + "\n";
    }

    private static String counts(List<Verdict> verdicts) {
        Map<State, Integer> counts = new EnumMap<>(State.class);
        verdicts.forEach(verdict -> counts.merge(verdict.state(), 1, Integer::sum));
        return counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey()).collect(Collectors.joining(", "));
    }

    private static String line(Verdict verdict) {
        var reason = verdict.reason().isEmpty() ? "" : "\n" + " ".repeat(16) + "| -> " + verdict.reason();
        return "  %-13s | %s%s%n".formatted(verdict.state(), verdict.query(), reason);
    }
}

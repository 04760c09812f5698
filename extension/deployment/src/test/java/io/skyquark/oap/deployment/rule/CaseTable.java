// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rules of an oracle and what came of each, to be printed. */
public final class CaseTable {

    /** {@code REFUSED} is a rule that Groovy refuses too; one that only we refuse has {@code FAILED}. */
    public enum State {
        PASSED, FAILED, REFUSED
    }

    /** @param note reason or remark, or empty */
    public record Row(String file, String rule, State state, String note) {
    }

    private final String title;
    private final List<Row> rows = new ArrayList<>();

    public CaseTable(String title) {
        this.title = title;
    }

    public void add(String file, String rule, State state, String note) {
        rows.add(new Row(file, rule, state, note));
    }

    public List<Row> rows(State state) {
        return rows.stream().filter(row -> row.state() == state).toList();
    }

    public int size() {
        return rows.size();
    }

    /** One line: all that is equal on both sides, of how many. */
    public String summary() {
        Map<State, Long> counts = new EnumMap<>(State.class);
        for (var state : State.values()) {
            counts.put(state, (long) rows(state).size());
        }
        return title + ": " + counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey().name().toLowerCase())
            .collect(Collectors.joining(", ")) + ", " + rows.size() + " in all";
    }

    /** A row a rule, and the totals. */
    public void print() {
        var table = new StringBuilder();
        int file = width(rows.stream().map(Row::file).toList());
        int rule = width(rows.stream().map(Row::rule).toList());
        for (var row : rows) {
            table.append(String.format("%-" + file + "s  %-" + rule + "s  %-7s  %s%n", row.file(), row.rule(), row.state().name().toLowerCase(), row.note()));
        }
        System.out.println(table.append(summary()));
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import io.skyquark.oap.it.inventory.Inventory.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was called, and what came back. */
final class Walk {

    private static final int LONGEST = 500;

    /** What a call says of the entry. */
    enum Outcome {
        /** Success, with something in it where something is to be expected. */
        ANSWERED,
        /** Success with nothing in it. */
        EMPTY,
        /** The request was refused in a way that a mistake in it explains. */
        REFUSED,
        /** What must not be: it is not there, or it broke. */
        FAILED
    }

    /**
     * One call.
     *
     * @param input where the input comes from
     * @param status of the protocol
     * @param detail what the answer says of a problem, one line
     */
    record Call(String input, String status, Outcome outcome, String detail) {

        Call {
            detail = detail == null ? "" : detail.replaceAll("\\s+", " ").strip();
        }

        @Override
        public String toString() {
            return status + " " + (detail.length() > LONGEST ? detail.substring(0, LONGEST) + "..." : detail) + " (" + input + ")";
        }
    }

    private final Map<Entry, Map<String, Call>> calls = new LinkedHashMap<>();

    Walk(Inventory inventory) {
        inventory.all().forEach(entry -> calls.put(entry, new LinkedHashMap<>()));
    }

    /** Takes down a call; a later one with the same input replaces an earlier one. */
    void add(Entry entry, Call call) {
        calls.get(entry).put(call.input(), call);
    }

    Set<Entry> entries() {
        return calls.keySet();
    }

    List<Call> calls(Entry entry) {
        return List.copyOf(calls.get(entry).values());
    }

    boolean hasAnswer(Entry entry) {
        return calls(entry).stream().anyMatch(call -> call.outcome() == Outcome.ANSWERED);
    }

    /** What is wrong with an entry: every failed call, and that none of the calls was answered with something. Empty for a good one. */
    List<String> problems(Entry entry) {
        List<String> problems = new ArrayList<>();
        calls(entry).stream().filter(call -> call.outcome() == Outcome.FAILED).forEach(call -> problems.add(call.toString()));
        if (calls(entry).isEmpty()) {
            problems.add("the test has no input for it");
        } else if (problems.isEmpty() && !hasAnswer(entry)) {
            var last = calls(entry).get(calls(entry).size() - 1);
            problems.add((last.outcome() == Outcome.EMPTY ? "answered with nothing: " : "only refused: ") + last);
        }
        return problems;
    }

    /** A line for each entry: how often it was called, and with which statuses. */
    String table() {
        var table = new StringBuilder();
        calls.keySet().forEach(entry -> {
            Map<String, Long> statuses = calls(entry).stream().collect(Collectors.groupingBy(Call::status, TreeMap::new, Collectors.counting()));
            table.append("%4d  %-100s %s%n".formatted(calls(entry).size(), entry, statuses));
        });
        return table.toString();
    }

    /** The calls without an answer, a line each. */
    String unanswered() {
        return calls.keySet().stream()
            .flatMap(entry -> calls(entry).stream().filter(call -> call.outcome() != Outcome.ANSWERED).map(call -> entry + ": " + call))
            .collect(Collectors.joining("\n"));
    }

    /** How many entries and calls there are of each kind. */
    String summary() {
        return calls.keySet().stream().collect(Collectors.groupingBy(entry -> entry.toString().replaceFirst(" .*", ""), TreeMap::new, Collectors.toList()))
            .entrySet().stream()
            .map(kind -> "%s: %d entries, %d answered, %d calls".formatted(kind.getKey(), kind.getValue().size(),
                kind.getValue().stream().filter(this::hasAnswer).count(), kind.getValue().stream().mapToInt(entry -> calls(entry).size()).sum()))
            .collect(Collectors.joining("\n"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one receiver was sent, and how it answered. */
final class Attack {

    private final String receiver;
    private final Map<String, Integer> answers = new TreeMap<>();
    private final Map<String, String> examples = new TreeMap<>();
    private final List<Long> micros = new ArrayList<>();
    private String slowest = "";

    /** @param receiver the gRPC method, the HTTP route, or {@code zabbix} */
    Attack(String receiver) {
        this.receiver = receiver;
    }

    /**
     * @param answer the status, or what else happened
     * @param description what the server says of it
     * @param input how the message was made
     */
    void add(String answer, String description, String input, long nanos) {
        answers.merge(answer, 1, Integer::sum);
        examples.putIfAbsent(answer, String.valueOf(description).replaceAll("\\s+", " ").strip());
        if (micros.isEmpty() || nanos / 1_000 > Collections.max(micros)) {
            slowest = input;
        }
        micros.add(nanos / 1_000);
    }

    String receiver() {
        return receiver;
    }

    int sent() {
        return micros.size();
    }

    /** How often each answer came. */
    Map<String, Integer> answers() {
        return answers;
    }

    /** What the server said with the first of each answer. */
    Map<String, String> examples() {
        return examples;
    }

    List<Long> micros() {
        return micros;
    }

    long slowestMillis() {
        return micros.stream().mapToLong(Long::longValue).max().orElse(0) / 1_000;
    }

    @Override
    public String toString() {
        var sorted = micros.stream().sorted().toList();
        return String.format("%-80s %5d messages, median %6.1f ms, slowest %5d ms (%s), %s", receiver, sent(), sorted.get(sorted.size() / 2) / 1_000.0,
            slowestMillis(), slowest, answers);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.comparison;

import io.skyquark.oap.it.inventory.Inventory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Receivers by questions: which traffic of the recording reaches each receiver of the inventory, which questions its data answers, and what the comparison says of
 * both. What belongs together is written in {@code comparison/receivers.txt}.
 */
final class ReceiverTable {

    private static final String NONE = "none:";
    private static final String ANSWER = "answer";

    /** @param questions globs over names of exchanges, or one of {@link #ANSWER} and a text that begins with {@link #NONE}; @param traffic globs, or empty for all */
    private record Line(List<String> questions, List<String> traffic) {

        boolean isExplained() {
            return questions.get(0).startsWith(NONE);
        }

        boolean asksItself() {
            return questions.get(0).equals(ANSWER);
        }
    }

    /** What the comparison says of one exchange: nothing where the answers are alike. */
    record Verdict(List<String> problems, boolean empty) {
    }

    /** @param cells name of a question, or of the traffic, and its state */
    record Row(String receiver, int sent, Map<String, String> cells, List<String> problems) {
    }

    private final Map<String, Line> lines = new LinkedHashMap<>();

    private ReceiverTable() {
    }

    static ReceiverTable read() {
        try (var stream = Objects.requireNonNull(ReceiverTable.class.getResourceAsStream("/comparison/receivers.txt"))) {
            var table = new ReceiverTable();
            new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(table::add);
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        var parts = line.split("\\|");
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException("not of the form receiver | questions | traffic: " + line);
        }
        lines.put(parts[0].strip(), new Line(list(parts[1]), parts.length == 3 ? list(parts[2]) : List.of()));
    }

    private static List<String> list(String text) {
        return text.strip().startsWith(NONE) ? List.of(text.strip()) : Stream.of(text.split(";")).map(String::strip).toList();
    }

    /**
     * A row for each receiver of the inventory and each line of the table.
     *
     * @param traffic what was sent, and what the comparison says of the answers
     * @param questions what was asked, likewise
     */
    List<Row> rows(Inventory inventory, Map<Exchange, Verdict> traffic, Map<Exchange, Verdict> questions) {
        var receivers = new TreeSet<>(lines.keySet());
        receivers(inventory).forEach(receivers::add);
        List<Row> rows = new ArrayList<>();
        for (var receiver : receivers) {
            rows.add(row(receiver, receivers(inventory).contains(receiver), traffic, questions));
        }
        return rows;
    }

    private Row row(String receiver, boolean known, Map<Exchange, Verdict> traffic, Map<Exchange, Verdict> questions) {
        List<String> problems = new ArrayList<>();
        Map<String, String> cells = new LinkedHashMap<>();
        var line = lines.get(receiver);
        if (line == null) {
            return new Row(receiver, 0, cells, List.of("comparison/receivers.txt has no line for it"));
        }
        if (!known) {
            return new Row(receiver, 0, cells, List.of("the inventory has no such receiver any more"));
        }
        var sent = traffic.keySet().stream().filter(exchange -> reaches(receiver, exchange))
            .filter(exchange -> line.traffic().isEmpty() || line.traffic().stream().anyMatch(glob -> matches(glob, exchange.name()))).toList();
        if (sent.isEmpty() && !line.isExplained()) {
            problems.add("no traffic reaches it");
        }
        cells.put("its answers", cell(sent.stream().map(traffic::get).toList(), false, problems));
        if (line.isExplained()) {
            cells.put("questions", "explained: " + line.questions().get(0).substring(NONE.length()).strip());
        } else if (!line.asksItself()) {
            for (var glob : line.questions()) {
                var asked = questions.entrySet().stream().filter(entry -> matches(glob, entry.getKey().name())).map(Map.Entry::getValue).toList();
                if (asked.isEmpty()) {
                    problems.add("there is no question " + glob);
                }
                cells.put(glob, cell(asked, true, problems));
            }
        }
        return new Row(receiver, sent.size(), cells, problems);
    }

    private static String cell(List<Verdict> verdicts, boolean question, List<String> problems) {
        var bad = verdicts.stream().filter(verdict -> !verdict.problems().isEmpty()).toList();
        bad.forEach(verdict -> problems.addAll(verdict.problems()));
        if (question && !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict::empty)) {
            problems.add("nothing is answered, which shows nothing");
        }
        return verdicts.isEmpty() ? "-" : bad.isEmpty() ? verdicts.size() + " alike" : bad.size() + " of " + verdicts.size() + " differ";
    }

    /** All entries of the inventory that take data in, by the names that the table has for them. */
    private static List<String> receivers(Inventory inventory) {
        var methods = inventory.methods().stream().map(Inventory.GrpcMethod::toString);
        var routes = inventory.routes().stream().filter(ReceiverTable::isReceiver).collect(Collectors.groupingBy(route -> "http " + route.verb() + " " + route.path(),
            TreeMap::new, Collectors.toList()));
        var http = routes.entrySet().stream().flatMap(entry -> entry.getValue().size() == 1 ? Stream.of(entry.getKey())
            : entry.getValue().stream().map(route -> entry.getKey() + " by " + route.handler()));
        return Stream.of(methods, http, Stream.of("zabbix")).flatMap(names -> names).toList();
    }

    private static boolean isReceiver(Inventory.Route route) {
        return route.verb().equals("POST") && !route.path().equals("/graphql") && !route.server().equals("PromQLProvider");
    }

    private static boolean reaches(String receiver, Exchange exchange) {
        var request = exchange.request();
        if (request instanceof Exchange.Grpc grpc) {
            return receiver.equals("grpc " + grpc.method());
        }
        if (request instanceof Exchange.Http http) {
            return receiver.replaceFirst(" by .*", "").equals("http " + http.method() + " " + http.path());
        }
        return request instanceof Exchange.Zabbix && receiver.equals("zabbix");
    }

    private static boolean matches(String glob, String name) {
        return Pattern.compile(Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"))).matcher(name).matches();
    }

    /** The table in Markdown. */
    static String text(List<Row> rows) {
        var text = new StringBuilder("# Receivers and the questions that their data answers\n\nUpstream's server and ours got the same traffic and were asked the same; a number says "
            + "how many answers are alike.\n\n| receiver | requests | answers and questions | state |\n|---|---|---|---|\n");
        for (var row : rows) {
            var cells = row.cells().entrySet().stream().map(cell -> cell.getKey() + ": " + cell.getValue()).collect(Collectors.joining("<br>"));
            text.append("| %s | %d | %s | %s |%n".formatted(row.receiver(), row.sent(), cells, row.problems().isEmpty() ? "green" : "**" + row.problems().size() + " problems**"));
        }
        return text.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.skywalking.apm.network.logging.v3.LogData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;

import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.skyquark.oap.deployment.rule.OracleFolder;

/** The double oracle of LAL: each rule gives the same when Groovy runs it and when it is compiled, for given and for random logs. */
class LalOracleTest {

    private static final int RANDOM_LOGS = Integer.getInteger("oracle.lal.random", 300);

    private static LalOracle oracle;

    @BeforeAll
    static void load() throws ReflectiveOperationException {
        oracle = new LalOracle();
    }

    /** One row of the table; {@code failure} is null where all runs agree. */
    private record Row(String rule, int runs, int done, String failure, String refusal) {
    }

    @Test
    void everyFeatureOfTheLanguageGivesWhatGroovyGives() throws IOException {
        try (var in = LalOracleTest.class.getResourceAsStream("/lal/features.yaml")) {
            check(List.of(new NamedFile("features.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8), Map.of())), true);
        }
    }

    @Test
    void upstreamsRulesGiveWhatGroovyGives() {
        check(OracleFolder.yaml(OracleFolder.config().resolve("lal")).stream()
            .map(file -> new NamedFile(file.getFileName().toString(), OracleFolder.read(file), Map.of())).toList(), true);
    }

    @Test
    void scriptCasesGiveWhatGroovyGives() {
        check(OracleFolder.cases("rules").stream()
            .map(file -> new NamedFile(file.name(), file.text(), file.data() == null ? Map.of() : file.data())).toList(), false);
    }

    private record NamedFile(String name, String text, Map<String, Object> data) {
    }

    private static void check(List<NamedFile> files, boolean allAccepted) {
        List<Row> rows = new ArrayList<>();
        for (var file : files) {
            for (var rule : LalOracle.rules(file.text())) {
                rows.add(compare(file, rule));
            }
        }
        print(rows);
        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(row.failure()).as(row.rule()).isNull());
        if (allAccepted) {
            assertThat(rows).allSatisfy(row -> assertThat(row.refusal()).as(row.rule()).isNull());
        }
    }

    private static Row compare(NamedFile file, LalOracle.Rule rule) {
        var name = file.name() + "#" + rule.name();
        try {
            var pair = oracle.pair(rule);
            if (pair.ours() == null || pair.groovy() == null) {
                boolean agree = pair.ours() == null && pair.groovy() == null;
                return new Row(name, 0, 0, agree ? null : pair.ours() == null ? "Groovy takes it, we refuse it: " + LalOracle.problems(pair.compiled())
                    : "Groovy refuses it, we take it: " + pair.refusal(), agree ? LalOracle.problems(pair.compiled()) + ", Groovy: " + pair.refusal() : null);
            }
            var given = given(file.data().get(rule.name()));
            var inputs = new LalInputs(rule.dsl(), rule.dsl().hashCode(), given.stream().map(input -> ((LogData) input[0]).getBody().getText().getText()).toList());
            int done = 0;
            for (int i = 0; i < given.size() + RANDOM_LOGS; i++) {
                var input = i < given.size() ? given.get(i) : i % 2 == 0 ? inputs.next() : inputs.next(parser(rule.dsl()));
                var outcomes = pair.run(input);
                done += outcomes.groovy().get("result").equals("done") ? 1 : 0;
                var difference = difference(outcomes.groovy(), outcomes.ours());
                if (difference != null) {
                    return new Row(name, i, done, difference + " for " + describe(input), null);
                }
            }
            return new Row(name, given.size() + RANDOM_LOGS, done, null, null);
        } catch (Exception | LinkageError e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return new Row(name, 0, 0, cause + " at " + List.of(cause.getStackTrace()).subList(0, 12), null);
        }
    }

    private static String parser(String dsl) {
        return dsl.contains("text {") ? "text" : dsl.contains("yaml {") ? "yaml" : "json";
    }

    private static String describe(Object[] input) {
        return input[0].toString().replaceAll("\\s+", " ") + " extra " + String.valueOf(input[1]).replaceAll("\\s+", " ") + " containers " + input[2];
    }

    private static String difference(Map<String, String> expected, Map<String, String> actual) {
        var left = new TreeMap<>(expected);
        var right = new TreeMap<>(actual);
        left.remove("~exception");
        right.remove("~exception");
        if (left.equals(right)) {
            return null;
        }
        left.entrySet().removeAll(Map.copyOf(right).entrySet());
        right.entrySet().removeAll(expected.entrySet());
        return "Groovy gives " + left + " " + expected.get("~exception") + ", we give " + right + " " + actual.get("~exception");
    }

    @SuppressWarnings("unchecked")
    private static List<Object[]> given(Object data) {
        if (data == null) {
            return List.of();
        }
        List<Object[]> inputs = new ArrayList<>();
        for (var entry : data instanceof List<?> list ? (List<Map<String, Object>>) list : List.of((Map<String, Object>) data)) {
            inputs.add(given(entry, false));
            inputs.add(given(entry, true));
        }
        return inputs;
    }

    @SuppressWarnings("unchecked")
    private static Object[] given(Map<String, Object> entry, boolean containers) {
        Map<String, String> tags = new TreeMap<>();
        ((Map<String, Object>) entry.getOrDefault("tags", Map.of())).forEach((key, value) -> tags.put(key, String.valueOf(value)));
        var log = LalDriver.log(tags);
        if (entry.containsKey("service")) {
            log.setService(String.valueOf(entry.get("service")));
        }
        var body = String.valueOf(entry.getOrDefault("body", ""));
        switch (String.valueOf(entry.get("body-type"))) {
            case "json" -> log.getBodyBuilder().getJsonBuilder().setJson(body);
            case "yaml" -> log.getBodyBuilder().getYamlBuilder().setYaml(body);
            case "text" -> log.getBodyBuilder().getTextBuilder().setText(body);
            default -> log.clearBody();
        }
        return new Object[] {log.build(), extra((Map<String, String>) entry.get("extra-log")), containers};
    }

    private static Message extra(Map<String, String> extra) {
        if (extra == null) {
            return null;
        }
        try {
            var entry = HTTPAccessLogEntry.newBuilder();
            JsonFormat.parser().merge(extra.get("proto-json"), entry);
            return entry.build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void print(List<Row> rows) {
        long failed = rows.stream().filter(row -> row.failure() != null).count();
        System.out.printf("%-60s %6s %6s  %s%n", "LAL rule", "runs", "done", "result");
        rows.forEach(row -> System.out.printf("%-60s %6d %6d  %s%n", row.rule(), row.runs(), row.done(),
            row.failure() != null ? "FAILED " + row.failure() : row.refusal() != null ? "refused by both: " + row.refusal() : "passed"));
        System.out.printf("%d rules: %d passed, %d failed%n", rows.size(), rows.size() - failed, failed);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.comparison.Comparison.Difference;
import io.skyquark.oap.it.inventory.Inventory;
import io.skyquark.oap.it.server.KubernetesApi;
import io.skyquark.oap.it.server.Ports;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.UpstreamServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Sends the recorded traffic to upstream's server and to ours, asks both the same, and compares every answer: to the traffic itself, to the
 * GraphQL questions, and over the other HTTP interfaces. With {@code -Doap.server=upstream} upstream is compared with itself, which shows what
 * of an answer is chance.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpstreamComparisonIT {

    /** Long enough for what is written once a minute. */
    private static final Duration TIME_TO_SETTLE = Duration.ofSeconds(150);
    /** Longer than the messages of one file of traffic take. */
    private static final Duration TIME_FOR_A_FILE = Duration.ofSeconds(15);
    /** Ours comes with these OpenTelemetry rules of upstream's; with the same ones selected the lists of metrics, for example, are the same. */
    private static final Map<String, String> SAME_RULES = Map.of("SW_OTEL_RECEIVER_ENABLED_OTEL_METRICS_RULES", "vm,oap");

    /** The metrics that rules make, by their prefixes; scripts make the others. */
    private static final String RULE_METRICS = "(meter|envoy|satellite|process_relation|continuous_profiling)_.+";

    /** A line as we log it, or as upstream does. */
    private static final Pattern COMPLAINT = Pattern.compile(
        "(?m)^\\S+ \\S+ (?:(WARN|ERROR) +\\[(org\\.apache\\.skywalking[\\w.$]+)]|(org\\.apache\\.skywalking[\\w.$]+) \\d+ \\[[^]]*] (WARN|ERROR) )");

    private static final Comparison COMPARISON =
        new Comparison(Rules.read("comparison/normalised.txt"), Rules.read("comparison/differences.txt"));
    private static final KubernetesApi KUBERNETES = KubernetesApi.start();
    private static final int UPSTREAM_TELEMETRY = Ports.free().rest();
    private static final int OUR_TELEMETRY = Ports.free().rest();
    private static final Map<Exchange, Answers> TRAFFIC = new LinkedHashMap<>();
    private static final Map<Exchange, Answers> QUESTIONS = new LinkedHashMap<>();

    private static RunningServer upstream;
    private static RunningServer ours;

    private record Answers(JsonNode upstream, JsonNode ours, List<Difference> differences) {

        List<String> problems() {
            return differences.stream().map(Difference::toString).toList();
        }

        /** The differences, and where the answer is not what the question expects, in which case being equal shows nothing. */
        List<String> problems(Exchange question) {
            var problems = new ArrayList<>(problems());
            var body = upstream.path("body");
            if (body.has("data") && Exchange.Expected.of(body) != question.expected()) {
                problems.add("upstream's answer should be " + question.expected() + " but is " + upstream);
            }
            return problems;
        }
    }

    @BeforeAll
    static void converse() {
        var upstreamLaunch = UpstreamServer.launch();
        var ourLaunch = ServerUnderTest.launch().file("config/alarm-settings.yml", UpstreamServer.configFile("alarm-settings.yml"));
        upstream = upstreamLaunch.env(Recording.SETTINGS).env(KUBERNETES.environment()).env(telemetry(UPSTREAM_TELEMETRY)).env(SAME_RULES).spawn();
        ours = ourLaunch.env(Recording.SETTINGS).env(KUBERNETES.environment()).env(telemetry(OUR_TELEMETRY))
            .env(ServerUnderTest.isUpstream() ? SAME_RULES : Map.of()).start();
        upstream.awaitReady();

        var values = Values.now();
        var withUpstream = new Conversation(upstream, values);
        var withOurs = new Conversation(ours, values.forAnotherServer());
        for (var exchanges : byFile(Recording.read("traffic"))) {
            awaitTimeLeftInMinute();
            exchanges.forEach(exchange -> TRAFFIC.put(exchange, ask(exchange, withUpstream, withOurs)));
        }
        askUntilSettled(Recording.read("questions"), withUpstream, withOurs);
    }

    @AfterAll
    static void stop() {
        Stream.of(upstream, ours).filter(server -> server != null).forEach(RunningServer::close);
        KUBERNETES.close();
    }

    private static Map<String, String> telemetry(int port) {
        return Map.of("SW_TELEMETRY", "prometheus", "SW_TELEMETRY_PROMETHEUS_PORT", String.valueOf(port));
    }

    private static Collection<List<Exchange>> byFile(List<Exchange> exchanges) {
        return exchanges.stream().collect(Collectors.groupingBy(exchange -> exchange.name().substring(0, exchange.name().indexOf('/')),
            LinkedHashMap::new, Collectors.toList())).values();
    }

    /**
     * Relations of processes count for the minute in which they arrive, and what arrives in the next minute adds to them instead of replacing them: the
     * messages of one file belong into one minute, on both servers.
     */
    private static void awaitTimeLeftInMinute() {
        await().atMost(TIME_FOR_A_FILE.multipliedBy(2)).until(() -> 60 - LocalTime.now().getSecond() > TIME_FOR_A_FILE.toSeconds());
    }

    /** Data reaches storage in the background: a question that has no answer yet, or not yet the same, is asked again in the next round. */
    private static void askUntilSettled(List<Exchange> questions, Conversation withUpstream, Conversation withOurs) {
        var deadline = Instant.now().plus(TIME_TO_SETTLE);
        var open = questions;
        do {
            open.forEach(question -> QUESTIONS.put(question, ask(question, withUpstream, withOurs)));
            open = open.stream().filter(question -> !QUESTIONS.get(question).problems(question).isEmpty()).toList();
        } while (!open.isEmpty() && Instant.now().isBefore(deadline));
        // What agreed in an early round may have been half written; the last word is a round over everything.
        questions.forEach(question -> QUESTIONS.put(question, ask(question, withUpstream, withOurs)));
    }

    private static Answers ask(Exchange exchange, Conversation withUpstream, Conversation withOurs) {
        var fromUpstream = withUpstream.perform(exchange);
        var fromOurs = withOurs.perform(exchange);
        return new Answers(fromUpstream, fromOurs, COMPARISON.compare(exchange.name(), fromUpstream, fromOurs));
    }

    @Order(1)
    @TestFactory
    Stream<DynamicTest> trafficIsAnsweredAlike() {
        return TRAFFIC.entrySet().stream().map(entry -> dynamicTest(entry.getKey().name(),
            () -> assertNoProblems(entry.getKey(), entry.getValue().problems())));
    }

    @Order(2)
    @TestFactory
    Stream<DynamicTest> questionsAreAnsweredAlike() {
        return QUESTIONS.entrySet().stream().map(entry -> dynamicTest(entry.getKey().name(),
            () -> assertNoProblems(entry.getKey(), entry.getValue().problems(entry.getKey()))));
    }

    @Test
    @Order(3)
    void everyRootFieldIsAsked() {
        var asked = Stream.concat(TRAFFIC.keySet().stream(), QUESTIONS.keySet().stream())
            .map(Exchange::request)
            .filter(Exchange.GraphQl.class::isInstance)
            .map(request -> ((Exchange.GraphQl) request).query())
            .toList();
        assertThat(rootFields()).filteredOn(field -> asked.stream().noneMatch(query -> query.matches("(?s).*\\b" + field + "\\b.*"))).isEmpty();
    }

    @Test
    @Order(4)
    void everyMetricOfTheRulesIsAsked() {
        var asked = QUESTIONS.keySet().stream().map(question -> question.request().toString()).toList();
        var metrics = upstream.graphQl().data("query ($regex: String) { listMetrics(regex: $regex) { name } }", Map.of("regex", RULE_METRICS))
            .findValuesAsText("name");
        assertThat(metrics).isNotEmpty().filteredOn(metric -> asked.stream().noneMatch(question -> question.contains('"' + metric + '"'))).isEmpty();
    }

    @Test
    @Order(5)
    void everyIntendedDifferenceExists() {
        assertThat(ServerUnderTest.isUpstream() ? List.of() : COMPARISON.outdated()).as("lines of differences.txt that describe no difference any more").isEmpty();
    }

    /** Names and types of the metrics that a server has of itself. */
    @Test
    @Order(5)
    void theMetricsOfTheServerItselfAreTheSame() {
        assertThat(ownMetrics(OUR_TELEMETRY)).containsExactlyInAnyOrderElementsOf(ownMetrics(UPSTREAM_TELEMETRY));
    }

    private static List<String> ownMetrics(int port) {
        return new Http(port).send("GET", "/", Map.of(), "").body().lines().filter(line -> line.startsWith("# TYPE ")).toList();
    }

    /** Receivers by questions, in {@code target/comparison/receivers.md}. */
    @TestFactory
    @Order(6)
    Stream<DynamicTest> everyReceiverIsReachedAndItsDataFound() throws IOException {
        var rows = ReceiverTable.read().rows(Inventory.read(), verdicts(TRAFFIC, false), verdicts(QUESTIONS, true));
        var folder = Files.createDirectories(Path.of("target", "comparison"));
        Files.writeString(folder.resolve("receivers.md"), ReceiverTable.text(rows));
        return rows.stream().map(row -> dynamicTest(row.receiver(), () -> assertThat(row.problems()).isEmpty()));
    }

    private static Map<Exchange, ReceiverTable.Verdict> verdicts(Map<Exchange, Answers> exchanges, boolean questions) {
        Map<Exchange, ReceiverTable.Verdict> verdicts = new LinkedHashMap<>();
        exchanges.forEach((exchange, answers) -> verdicts.put(exchange, new ReceiverTable.Verdict(questions ? answers.problems(exchange) : answers.problems(),
            Conversation.isEmpty(answers.upstream().path("body").has("data") ? answers.upstream().at("/body/data") : answers.upstream().path("body")))));
        return verdicts;
    }

    @Test
    @Order(7)
    void ourLogTellsOfNoProblemThatUpstreamDoesNotTellOf() {
        assertThat(complaints(ours)).isSubsetOf(complaints(upstream));
    }

    /** Warnings and errors in the log by the class of OAP that wrote them. */
    private static Set<String> complaints(RunningServer server) {
        return COMPLAINT.matcher(server.process().log()).results()
            .map(found -> found.group(1) != null ? found.group(1) + ' ' + found.group(2) : found.group(4) + ' ' + found.group(3))
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> rootFields() {
        return Stream.of("queryType", "mutationType")
            .flatMap(type -> upstream.graphQl().data("{ __schema { " + type + " { fields { name } } } }", Map.of()).findValuesAsText("name").stream())
            .toList();
    }

    private static void assertNoProblems(Exchange exchange, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new AssertionError(exchange.name() + ": " + exchange.request() + "\n  " + String.join("\n  ", problems));
        }
    }
}

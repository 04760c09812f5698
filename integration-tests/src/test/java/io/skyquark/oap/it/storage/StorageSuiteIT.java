// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.comparison.Comparison;
import io.skyquark.oap.it.comparison.Conversation;
import io.skyquark.oap.it.comparison.Exchange;
import io.skyquark.oap.it.comparison.Recording;
import io.skyquark.oap.it.comparison.Rules;
import io.skyquark.oap.it.comparison.Values;
import io.skyquark.oap.it.server.KubernetesApi;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
 * The recorded traffic, which holds every kind of data, and the recorded questions, which reach every query, on each storage that this machine has: every
 * question gets the answer that it expects, the answers of all storages are the same, and they are the same after server and storage have been stopped and
 * started again.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StorageSuiteIT {

    /** Long enough for what is written once a minute. */
    private static final Duration TIME_TO_SETTLE = Duration.ofSeconds(150);
    /** The storage whose answers are compared with upstream's elsewhere. */
    private static final String REFERENCE = "h2";

    private static final Map<String, Supplier<Optional<Storage>>> STORAGES = storages();
    private static final Rules NORMALISED = Rules.read("storage/normalised.txt").or(Rules.read("comparison/normalised.txt"));
    private static final String ALARMS = resource("inventory/alarm-settings.yml");
    private static final KubernetesApi KUBERNETES = KubernetesApi.start();
    private static final List<Exchange> QUESTIONS = Recording.read("questions");
    private static final ExecutorService AT_ONCE = Executors.newCachedThreadPool();
    private static final Map<String, Subject> SUBJECTS = new LinkedHashMap<>();

    /** A storage, the server that uses it, and what the server answered. */
    private static final class Subject {

        final Storage storage;
        final Conversation conversation;
        final Map<String, JsonNode> traffic = new LinkedHashMap<>();
        final Map<String, JsonNode> before = new LinkedHashMap<>();
        final Map<String, JsonNode> after = new LinkedHashMap<>();
        RunningServer server;

        Subject(Storage storage, Values values) {
            this.storage = storage;
            this.server = launch().file("config/alarm-settings.yml", ALARMS).start();
            this.conversation = new Conversation(server, values);
        }

        private ServerLaunch launch() {
            return ServerUnderTest.launch().env(Recording.SETTINGS).env(KUBERNETES.environment()).env(storage.environment());
        }

        void restart() {
            server.stop();
            server.close();
            storage.stop();
            storage.start();
            server = launch().in(server.directory()).start();
            conversation.continueWith(server);
        }

        void ask(Exchange question, Map<String, JsonNode> answers) {
            answers.put(question.name(), conversation.perform(question));
        }

        void close() {
            server.close();
            storage.close();
        }
    }

    private static Map<String, Supplier<Optional<Storage>>> storages() {
        Map<String, Supplier<Optional<Storage>>> storages = new LinkedHashMap<>();
        storages.put(REFERENCE, () -> Optional.of(new H2File()));
        storages.put("postgresql", PostgreSql::find);
        storages.put("banyandb", BanyanDb::find);
        return storages;
    }

    @BeforeAll
    static void writeAndRead() {
        assumeFalse(ServerUnderTest.isUpstream(), "skipped: upstream has no readiness to wait for");
        var values = Values.now();
        STORAGES.forEach((name, storage) -> storage.get().ifPresent(found -> SUBJECTS.put(name, new Subject(found, values.forAnotherServer()))));
        forEachSubject(subject -> Recording.read("traffic").forEach(exchange -> subject.ask(exchange, subject.traffic)));

        untilSettled(question -> !problems(question).isEmpty(), question -> forEachSubject(subject -> subject.ask(question, subject.before)));

        forEachSubject(Subject::restart);
        untilSettled(question -> SUBJECTS.values().stream().anyMatch(subject -> !restartProblems(question, subject, Rules.parse("")).isEmpty()),
            question -> forEachSubject(subject -> subject.ask(question, subject.after)));
    }

    @AfterAll
    static void stop() {
        SUBJECTS.values().forEach(Subject::close);
        AT_ONCE.shutdown();
        KUBERNETES.close();
    }

    /** Data reaches storage in the background: a question whose answer is not yet what it should be is asked again in the next round. */
    private static void untilSettled(Predicate<Exchange> isOpen, Consumer<Exchange> ask) {
        var deadline = Instant.now().plus(TIME_TO_SETTLE);
        var open = QUESTIONS;
        do {
            open.forEach(ask);
            open = open.stream().filter(isOpen).toList();
        } while (!open.isEmpty() && Instant.now().isBefore(deadline));
        // What was right in an early round may have been half written; the last word is a round over everything.
        QUESTIONS.forEach(ask);
    }

    private static void forEachSubject(Consumer<Subject> action) {
        CompletableFuture.allOf(SUBJECTS.values().stream().map(subject -> CompletableFuture.runAsync(() -> action.accept(subject), AT_ONCE))
            .toArray(CompletableFuture[]::new)).join();
    }

    @Order(1)
    @TestFactory
    Stream<DynamicTest> everyStorageIsThere() {
        return STORAGES.keySet().stream().map(name -> dynamicTest(name,
            () -> assumeTrue(SUBJECTS.containsKey(name), "skipped: no program for " + name + " on the PATH")));
    }

    @Order(2)
    @TestFactory
    Stream<DynamicTest> trafficIsAnsweredAlike() {
        var comparisons = comparisons();
        return SUBJECTS.get(REFERENCE).traffic.keySet().stream().map(exchange -> dynamicTest(exchange,
            () -> assertNoProblems(exchange, differences(exchange, comparisons, subject -> subject.traffic))));
    }

    @Order(3)
    @TestFactory
    Stream<DynamicTest> questionsAreAnsweredAlike() {
        return QUESTIONS.stream().map(question -> dynamicTest(question.name(), () -> assertNoProblems(question.name(), problems(question))));
    }

    @Order(4)
    @TestFactory
    Stream<DynamicTest> aRestartChangesNoAnswer() {
        var ofBanyanDb = Rules.read("storage/restart.txt");
        return QUESTIONS.stream().map(question -> dynamicTest(question.name(), () -> assertNoProblems(question.name(),
            SUBJECTS.values().stream().flatMap(subject -> restartProblems(question, subject,
                subject.storage.name().equals("banyandb") ? ofBanyanDb : Rules.parse("")).stream()).toList())));
    }

    @Test
    @Order(5)
    void everyIntendedDifferenceExists() {
        assumeTrue(SUBJECTS.keySet().equals(STORAGES.keySet()), "skipped: not every storage is there");
        var comparisons = comparisons();
        SUBJECTS.get(REFERENCE).traffic.keySet().forEach(exchange -> differences(exchange, comparisons, subject -> subject.traffic));
        QUESTIONS.forEach(question -> differences(question.name(), comparisons, subject -> subject.before));
        var outdated = comparisons.values().stream().map(Comparison::outdated)
            .reduce((some, others) -> some.stream().filter(others::contains).toList()).orElseThrow();
        assertThat(outdated).as("lines of storage/differences.txt that describe no difference any more").isEmpty();
    }

    /** By the name of the storage that is compared with the reference. */
    private static Map<String, Comparison> comparisons() {
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        SUBJECTS.keySet().stream().filter(name -> !name.equals(REFERENCE)).forEach(name ->
            comparisons.put(name, new Comparison(NORMALISED, Rules.read("storage/differences.txt"), REFERENCE, name)));
        return comparisons;
    }

    private static List<String> differences(String exchange, Map<String, Comparison> comparisons, Function<Subject, Map<String, JsonNode>> answers) {
        var reference = answers.apply(SUBJECTS.get(REFERENCE)).get(exchange);
        return comparisons.entrySet().stream()
            .flatMap(entry -> entry.getValue().compare(exchange, reference, answers.apply(SUBJECTS.get(entry.getKey())).get(exchange)).stream())
            .map(Comparison.Difference::toString).toList();
    }

    /** Where storages differ, and where the answers are alike and not what the question expects. */
    private static List<String> problems(Exchange question) {
        var problems = new ArrayList<>(differences(question.name(), comparisons(), subject -> subject.before));
        var body = SUBJECTS.get(REFERENCE).before.get(question.name()).path("body");
        if (body.has("data") && Exchange.Expected.of(body) != question.expected()) {
            problems.add("the answer should be " + question.expected() + " but is " + body);
        }
        return problems;
    }

    private static List<String> restartProblems(Exchange question, Subject subject, Rules intended) {
        return new Comparison(NORMALISED, intended, subject.storage.name(), subject.storage.name() + " restarted")
            .compare(question.name(), subject.before.get(question.name()), subject.after.get(question.name())).stream()
            .map(Comparison.Difference::toString).toList();
    }

    private static String resource(String name) {
        try (var stream = Objects.requireNonNull(StorageSuiteIT.class.getResourceAsStream("/" + name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNoProblems(String exchange, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new AssertionError(exchange + "\n  " + String.join("\n  ", problems));
        }
    }
}

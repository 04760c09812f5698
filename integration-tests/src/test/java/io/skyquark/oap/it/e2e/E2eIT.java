// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.skyquark.oap.it.e2e.Verdicts.State;
import io.skyquark.oap.it.server.Ports;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Upstream's end-to-end expectations hold for the server under test: for each area that {@link Generators} has traffic for, its queries are run until
 * they are answered as expected. The folder is {@code -De2e.dir}, its areas are chosen with {@code -De2e.areas}, a regular expression.
 * {@code target/e2e.txt} says for each query what came of it. Where no areas are chosen, a few that are quick and unlike each other run.
 */
class E2eIT {

    private static final Path FOLDER = Path.of(System.getProperty("e2e.dir", "none"));
    private static final String QUICK = "event/h2|browser/es|zipkin/h2";
    private static final String AREAS = System.getProperty("e2e.areas", "").isBlank() ? QUICK : System.getProperty("e2e.areas");
    private static final Duration TIME_FOR_AREA = Duration.ofSeconds(Integer.getInteger("e2e.seconds", 150));

    private static final Verdicts VERDICTS = new Verdicts();
    private static final Exceptions EXCEPTIONS = new Exceptions();

    @AfterAll
    static void report() {
        System.out.println(VERDICTS.table());
    }

    @TestFactory
    Stream<DynamicTest> areas() {
        assumeTrue(Files.isDirectory(FOLDER), () -> "skipped: there is no folder " + FOLDER + " with upstream's expectations; -De2e.dir names it");
        assumeTrue(Workbench.isUsable(), "skipped: bash, curl and base64 are needed to run the queries");
        return Area.read(FOLDER).stream().filter(area -> area.name().matches(AREAS))
            .map(area -> dynamicTest(area.name(), () -> verify(area)));
    }

    private static void verify(Area area) {
        var found = Generators.find(area);
        if (found.isEmpty()) {
            area.queries().forEach(query -> VERDICTS.add(area.name(), query, State.NO_TRAFFIC, "no traffic generator"));
            writeReport();
            return;
        }
        try (var traffic = found.get(); var workbench = new Workbench(traffic)) {
            verify(area, traffic, workbench);
        } finally {
            writeReport();
        }
        assertThat(VERDICTS.of(area.name())).filteredOn(verdict -> verdict.state() == State.FAILED)
            .as(area.name() + " of " + FOLDER).extracting(verdict -> "\n" + verdict.query() + "\n  " + verdict.reason()).isEmpty();
    }

    private static void writeReport() {
        try {
            Files.writeString(Path.of("target", "e2e.txt"), VERDICTS.table());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void verify(Area area, Traffic traffic, Workbench workbench) {
        var more = Ports.free();
        var launch = ServerUnderTest.launch().env("SW_RECEIVER_ZIPKIN_REST_PORT", String.valueOf(more.rest()))
            .env("SW_QUERY_ZIPKIN_REST_PORT", String.valueOf(more.grpc())).env("SW_TELEMETRY_PROMETHEUS_PORT", String.valueOf(more.firehose()));
        traffic.configure(launch, workbench.programs());
        try (var server = launch.start()) {
            var ports = ports(server, more);
            workbench.connect(server, ports, () -> trigger(area, workbench));
            traffic.begin(server, ports);
            ask(area, traffic, workbench);
            server.process().assertAlive();
        }
    }

    /** The listeners, by the port of upstream's containers; 80 is that of the UI, which hands questions to the server. */
    private static Map<String, Integer> ports(RunningServer server, Ports more) {
        return Map.of("11800", server.ports().grpc(), "12800", server.ports().rest(), "80", server.ports().rest(), "8080", server.ports().rest(),
            "9090", server.ports().promql(), "3100", server.ports().logql(), "9411", more.rest(), "9412", more.grpc(),
            "1234", more.firehose());
    }

    private static void ask(Area area, Traffic traffic, Workbench workbench) {
        List<Query> open = new ArrayList<>();
        for (var query : area.queries()) {
            var explained = EXCEPTIONS.reason(area.name(), query);
            if (explained.isPresent()) {
                VERDICTS.add(area.name(), query, State.EXPLAINED, explained.get());
            } else if (query.command() == null || !Area.exists(query)) {
                VERDICTS.add(area.name(), query, State.NOT_SUPPORTED, query.problem() != null ? query.problem() : query.expected() + " is not there");
            } else {
                open.add(query);
            }
        }
        Map<Query, String> last = new HashMap<>();
        var problem = new AtomicReference<AssertionError>();
        try {
            await().atMost(TIME_FOR_AREA).pollDelay(Duration.ZERO).pollInterval(Duration.ofSeconds(3)).until(() -> {
                try {
                    traffic.continueTraffic();
                    trigger(area, workbench);
                    open.removeIf(query -> isDone(area, query, workbench, last));
                } catch (AssertionError e) {
                    problem.set(e);
                }
                return open.isEmpty() || problem.get() != null;
            });
        } catch (ConditionTimeoutException e) {
            // what is open is told query by query
        }
        open.forEach(query -> VERDICTS.add(area.name(), query, State.FAILED, problem.get() == null ? last.get(query) : problem.get().getMessage()));
    }

    private static void trigger(Area area, Workbench workbench) {
        var trigger = area.trigger();
        if (trigger != null) {
            workbench.runBeside("curl -s -X %s \"%s\" -d '%s'".formatted(trigger.method(), trigger.url(), trigger.body() == null ? "" : trigger.body()));
        }
    }

    private static boolean isDone(Area area, Query query, Workbench workbench, Map<Query, String> last) {
        var result = workbench.run(query.command());
        var unsupported = result.problems().stream().filter(Swctl.NotSupportedException.class::isInstance).findFirst();
        if (unsupported.isPresent()) {
            VERDICTS.add(area.name(), query, State.NOT_SUPPORTED, "not supported: " + unsupported.get().getMessage());
            return true;
        }
        // Nothing is printed where a command fails, and some expectations hold for nothing.
        var differences = Expectation.read(query.expected()).differences(result.output());
        if (differences.isEmpty() && result.code() == 0) {
            VERDICTS.add(area.name(), query, State.PASSED, "");
            return true;
        }
        var more = differences.size() > 1 ? " (and " + (differences.size() - 1) + " more)" : "";
        var failed = result.problems().isEmpty() ? "" : "; " + result.problems().get(0).getMessage();
        var first = differences.isEmpty() ? "the query ended with " + result.code() : FOLDER.relativize(query.expected()) + " " + differences.get(0);
        last.put(query, first + more + failed);
        return false;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.client.ZabbixAgent;
import io.skyquark.oap.it.comparison.RecordedConversation;
import io.skyquark.oap.it.inventory.Inputs;
import io.skyquark.oap.it.inventory.Inventory;
import io.skyquark.oap.it.inventory.Messages;
import io.skyquark.oap.it.inventory.PodApi;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every receiver is sent malformed messages, and one server takes them all: none makes it fall over, wait, or grow; each that is refused is refused with a
 * status that a client library knows, and is counted. {@code -Dhostile.messages} and {@code -Dhostile.seed} choose how many, and which.
 */
class HostileInputIT {

    private static final int MESSAGES = Integer.getInteger("hostile.messages", 200);
    private static final long SEED = Long.getLong("hostile.seed", 1);
    /** A machine that builds at the same time is slow; nothing that hangs ends in this time. */
    private static final int HANGS_SECONDS = 5;
    private static final int LONGEST_MESSAGE = 1024 * 1024;
    /** What names from malformed messages take in caches and in the sums of the last minutes. */
    private static final long GROWTH_BYTES = (ServerUnderTest.isNative() ? 250L : 100L) * 1024 * 1024;
    private static final Set<String> NO_REFUSAL = Set.of("OK", "CANCELLED");
    private static final Set<String> TELLING = Set.of("OK", "INVALID_ARGUMENT", "RESOURCE_EXHAUSTED", "UNIMPLEMENTED");

    /** Without a cluster, a receiver waits until its client of Kubernetes gives up. */
    private static final PodApi KUBERNETES = new PodApi();

    private static RunningServer server;
    private static HostileGrpc grpc;
    private static final List<Attack> GRPC = new ArrayList<>();
    private static final List<Attack> HTTP = new ArrayList<>();
    private static Attack zabbix;
    private static final Map<String, String> BEFORE = new TreeMap<>();
    private static final Map<String, String> AFTER = new TreeMap<>();
    private static Counters grpcBefore;
    private static Counters httpBefore;
    private static long memoryBefore;
    private static long memoryAfter;
    private static List<HttpReceiver> receivers;

    @BeforeAll
    static void attackEverything() {
        var inventory = Inventory.read();
        server = ServerUnderTest.launch().env(RecordedConversation.settings()).env(KUBERNETES.environment())
            .env("SW_RECEIVER_ZIPKIN", "default")
            .env("SW_RECEIVER_ZABBIX", "default")
            .env("SW_OTEL_RECEIVER_ENABLED_HANDLERS", "otlp-traces,otlp-metrics,otlp-logs")
            .env("SW_CORE_GRPC_MAX_MESSAGE_SIZE", String.valueOf(LONGEST_MESSAGE))
            .start();
        var conversation = new RecordedConversation(server);
        var inputs = Inputs.yaml("grpc.yaml");
        var messages = new Messages(conversation.resolve(inputs.get("fields")));
        grpc = new HostileGrpc(server.ports().grpc(), messages, resolvable(inputs.get("messages"), conversation), LONGEST_MESSAGE, 2 * HANGS_SECONDS);
        var http = new HostileHttp(2 * HANGS_SECONDS);
        receivers = HttpReceiver.of(server.ports(), messages);

        sendGood(inventory, http, BEFORE);
        // Code that has never run takes memory the first time.
        inventory.methods().forEach(method -> grpc.attack(method.name(), 20, new Mutations(SEED + 1)));
        receivers.forEach(receiver -> http.attack(receiver, 20, new Mutations(SEED + 1)));
        memoryBefore = Memory.of(server);
        grpcBefore = Counters.read(server.http(), "oap_grpc_refused_total");
        httpBefore = Counters.read(server.http(), "oap_http_refused_total");
        var mutations = new Mutations(SEED);
        inventory.methods().forEach(method -> GRPC.add(grpc.attack(method.name(), MESSAGES, mutations)));
        receivers.forEach(receiver -> HTTP.add(http.attack(receiver, MESSAGES, mutations)));
        zabbix = new HostileZabbix(server.ports().zabbix(), 2 * HANGS_SECONDS).attack(MESSAGES, mutations);
        memoryAfter = Memory.of(server);
        report();
        sendGood(inventory, http, AFTER);
    }

    /** Some are for answers of a longer conversation; generated ones take their place. */
    private static JsonNode resolvable(JsonNode written, RecordedConversation conversation) {
        var resolved = (ObjectNode) Json.of(Map.of());
        written.properties().forEach(entry -> {
            try {
                resolved.set(entry.getKey(), conversation.resolve(entry.getValue()));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("profileTask");
            }
        });
        return resolved;
    }

    private static void sendGood(Inventory inventory, HostileHttp http, Map<String, String> answers) {
        inventory.methods().forEach(method -> answers.put(method.toString(), grpc.good(method.name()).answer()));
        receivers.forEach(receiver -> answers.put(receiver.toString(), http.good(receiver).status()));
        answers.put("zabbix", new ZabbixAgent(server.ports().zabbix()).send("{\"request\":\"active checks\",\"host\":\"it-hostile\"}").orElse("closed"));
    }

    @AfterAll
    static void stop() {
        if (grpc != null) {
            grpc.close();
        }
        if (server != null) {
            server.close();
        }
        KUBERNETES.close();
    }

    @Test
    void isStillHealthy() {
        server.process().assertAlive();
        await().atMost(Duration.ofSeconds(10)).until(server::isReady);
        assertThat(server.isServing()).isTrue();
    }

    @Test
    void stillTakesAGoodMessageOfEveryReceiver() {
        assertThat(AFTER).isEqualTo(BEFORE);
    }

    @TestFactory
    Stream<DynamicTest> nothingHangs() {
        return attacks().map(attack -> dynamicTest(attack.receiver(), () -> {
            assertThat(attack.sent()).isGreaterThanOrEqualTo(MESSAGES);
            assertThat(attack.slowestMillis()).as(attack.toString()).isLessThan(HANGS_SECONDS * 1_000L);
        }));
    }

    @TestFactory
    Stream<DynamicTest> grpcRefusesWithAStatusThatSaysWhy() {
        return GRPC.stream().map(attack -> dynamicTest(attack.receiver(), () -> attack.examples().forEach((code, description) -> {
            assertThat(code).as(description).isIn(TELLING);
            if (!code.equals("OK")) {
                assertThat(description).as(code).isNotBlank().isNotEqualTo("null");
            }
        })));
    }

    @TestFactory
    Stream<DynamicTest> httpRefusesWithAStatusThatSaysWhy() {
        return HTTP.stream().map(attack -> dynamicTest(attack.receiver(), () -> attack.examples().forEach((status, body) ->
            // Upstream's own answer in the form of Firehose, which sends again whatever the status is.
            assertThat(status.equals("500") && attack.receiver().contains("/aws/firehose/") ? "400" : status).as(body).isIn("200", "202", "400", "413", "415"))));
    }

    @Test
    void everyRefusalOfGrpcIsCounted() {
        Map<String, Long> expected = new TreeMap<>();
        GRPC.forEach(attack -> attack.answers().forEach((code, count) -> {
            if (!NO_REFUSAL.contains(code)) {
                var service = attack.receiver().substring("grpc ".length(), attack.receiver().lastIndexOf('/'));
                expected.merge(service + " " + code, (long) count, Long::sum);
            }
        }));
        var now = Counters.read(server.http(), "oap_grpc_refused_total");
        expected.forEach((key, count) -> {
            var labels = Map.of("service", key.split(" ")[0], "code", key.split(" ")[1]);
            assertThat(now.of(labels) - grpcBefore.of(labels)).as(key).isGreaterThanOrEqualTo(count);
        });
    }

    @Test
    void everyRefusalOfHttpIsCounted() {
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 0; i < HTTP.size(); i++) {
            int port = receivers.get(i).port();
            HTTP.get(i).answers().forEach((status, count) -> {
                if (status.matches("[45]..")) {
                    expected.merge(port + " " + status, (long) count, Long::sum);
                }
            });
        }
        var now = Counters.read(server.http(), "oap_http_refused_total");
        expected.forEach((key, count) -> {
            var labels = Map.of("port", key.split(" ")[0], "status", key.split(" ")[1]);
            assertThat(now.of(labels) - httpBefore.of(labels)).as(key).isGreaterThanOrEqualTo(count);
        });
    }

    @Test
    void memoryDoesNotGrow() {
        assertThat(memoryAfter - memoryBefore).as("from " + memoryBefore + " bytes").isLessThan(GROWTH_BYTES);
    }

    @Test
    void theLogTellsOfNothingSevere() {
        var severe = server.process().log().lines()
            .filter(line -> line.contains("OutOfMemoryError") || line.contains("StackOverflowError") || line.contains("has been blocked for") || line.contains("LEAK:"))
            .distinct().toList();
        assertThat(severe).isEmpty();
    }

    private static Stream<Attack> attacks() {
        return Stream.of(GRPC, HTTP, List.of(zabbix)).flatMap(List::stream);
    }

    private static void report() {
        var micros = attacks().flatMap(attack -> attack.micros().stream()).sorted().toList();
        var text = attacks().map(attack -> attack + attack.examples().entrySet().stream().filter(entry -> !entry.getKey().matches("OK|2.."))
            .map(entry -> "\n      " + entry.getKey() + ": " + entry.getValue().substring(0, Math.min(160, entry.getValue().length()))).collect(Collectors.joining()))
            .collect(Collectors.joining("\n"));
        var report = micros.size() + " malformed messages of seed " + SEED + " to " + attacks().count() + " receivers of the "
            + (ServerUnderTest.isNative() ? "native" : "JVM") + " server: median " + micros.get(micros.size() / 2) / 1_000.0 + " ms, 99 of 100 below "
            + micros.get(micros.size() * 99 / 100) / 1_000.0 + " ms, slowest " + micros.get(micros.size() - 1) / 1_000.0 + " ms; memory "
            + memoryBefore / 1024 / 1024 + " MB before, " + memoryAfter / 1024 / 1024 + " MB after\n\n" + text + "\n";
        try {
            Files.writeString(Path.of("target", ServerUnderTest.isNative() ? "hostile-input-native.txt" : "hostile-input.txt"), report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(report);
    }
}

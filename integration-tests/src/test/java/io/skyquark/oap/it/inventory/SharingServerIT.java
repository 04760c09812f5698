// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.skyquark.oap.it.client.GrpcCaller;
import io.skyquark.oap.it.comparison.RecordedConversation;
import io.skyquark.oap.it.inventory.Inventory.Entry;
import io.skyquark.oap.it.inventory.Inventory.Route;
import io.skyquark.oap.it.server.Ports;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.util.Map;
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
 * Receivers on ports of their own, which agents outside reach while queries stay inside: every gRPC method and every receiver over HTTP is there, and
 * what is for others than agents is not.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharingServerIT {

    private static final PodApi KUBERNETES = new PodApi();
    private static final Refusals REFUSALS = Refusals.read("sharing-refusals.txt");

    private static RunningServer server;
    private static GrpcCaller receivers;
    private static Walk walk;

    @BeforeAll
    static void callReceivers() {
        var inventory = Inventory.read();
        var shared = Ports.free();
        server = ServerUnderTest.launch().env(RecordedConversation.settings()).env(KUBERNETES.environment())
            .env("SW_RECEIVER_ZIPKIN", "default")
            .env("SW_RECEIVER_ZIPKIN_REST_PORT", String.valueOf(shared.promql()))
            .env("SW_OTEL_RECEIVER_ENABLED_HANDLERS", "otlp-traces,otlp-metrics,otlp-logs")
            .env("SW_RECEIVER_GRPC_PORT", String.valueOf(shared.grpc()))
            .env("SW_RECEIVER_SHARING_REST_PORT", String.valueOf(shared.rest()))
            .start();
        receivers = new GrpcCaller(shared.grpc());
        walk = new Walk(inventory);
        var conversation = new RecordedConversation(server);
        var inputs = Inputs.yaml("grpc.yaml");
        var grpc = new GrpcWalk(receivers.channel(), new Messages(conversation.resolve(inputs.get("fields"))),
            conversation.resolve(Inputs.yaml("sharing-grpc.yaml")));
        var http = new HttpWalk(Map.of("core", "http://127.0.0.1:" + shared.rest()), Inputs.yaml("sharing-http.yaml"), conversation::resolve);
        inventory.methods().forEach(method -> grpc.call(method, walk));
        inventory.routes().forEach(route -> http.call(route, walk));
    }

    @AfterAll
    static void stop() {
        if (receivers != null) {
            receivers.close();
        }
        if (server != null) {
            server.close();
        }
        KUBERNETES.close();
    }

    @Order(1)
    @TestFactory
    Stream<DynamicTest> isAnswered() {
        return walk.entries().stream().filter(SharingServerIT::isReceiver).map(entry -> dynamicTest(entry.toString(),
            () -> assertThat(REFUSALS.unexplained(entry.toString(), walk.problems(entry))).as(entry.toString()).isEmpty()));
    }

    @Order(2)
    @Test
    void everyRefusalIsNeeded() {
        assertThat(REFUSALS.outdated()).as("lines of sharing-refusals.txt that explain nothing any more").isEmpty();
    }

    private static boolean isReceiver(Entry entry) {
        return entry instanceof Inventory.GrpcMethod || entry instanceof Route route && route.server().equals("core") && route.verb().equals("POST");
    }
}

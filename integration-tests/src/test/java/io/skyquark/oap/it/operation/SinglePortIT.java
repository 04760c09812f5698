// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One port for all HTTP: everything that has a port of its own otherwise answers on the core module's, and opens none. */
class SinglePortIT {

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = launch().env("SW_RECEIVER_ZIPKIN", "default").env("SW_QUERY_ZIPKIN", "default").env("SW_LOGQL_REST_IDLE_TIMEOUT", "1000").start();
    }

    private static ServerLaunch launch() {
        return ServerUnderTest.launch().property("quarkus.skywalking.http.single-port", "true").env("SW_HEALTH_CHECKER", "default");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "core         | GET  | /healthcheck                      | -                | -                                    | 200",
        "core         | POST | /graphql                          | application/json | {\"query\":\"{ version }\"}            | 200",
        "core         | POST | /v3/segments                      | application/json | []                                   | 200",
        "promql       | GET  | /api/v1/status/buildinfo          | -                | -                                    | 200",
        "promql       | GET  | /api/v1/labels                    | -                | -                                    | 200",
        "logql        | GET  | /loki/api/v1/labels?start=0&end=1 | -                | -                                    | 200",
        "zipkin       | POST | /api/v2/spans                     | application/json | []                                   | 202",
        "zipkin query | GET  | /zipkin/api/v2/services           | -                | -                                    | 200",
        "firehose     | GET  | /aws/firehose/metrics             | -                | -                                    | 405",
        "zipkin       | GET  | /api/v2/spans                     | -                | -                                    | 405",
        "none         | GET  | /api/v9                           | -                | -                                    | 404"})
    void isAnsweredOnTheCorePort(String listener, String verb, String path, String contentType, String body, int status) {
        var answer = server.http().send(verb, path, contentType == null ? Map.of() : Map.of("Content-Type", contentType), body);
        assertThat(answer.status()).as(listener + ": " + answer.body()).isEqualTo(status);
    }

    @Test
    void noOtherPortIsOpen() {
        var ports = server.ports();
        assertThat(List.of(ports.promql(), ports.logql(), ports.firehose(), ports.zipkin(), ports.zipkinQuery()))
            .allSatisfy(port -> assertThat(new Http(port).find("/")).as("port " + port).isEmpty());
    }

    @Test
    void aLimitThatHasNoEffectIsTold() {
        assertThat(server.process().log().lines().filter(line -> line.contains("have no effect: with quarkus.skywalking.http.single-port")))
            .hasSize(1).first().asString().contains(":" + server.ports().logql());
    }

    @Test
    void sharingServerIsServedToo() {
        try (var sharing = launch().env("SW_RECEIVER_SHARING_REST_PORT", String.valueOf(server.ports().promql())).start()) {
            assertThat(sharing.http().send("POST", "/v3/segments", Map.of("Content-Type", "application/json"), "[]").status()).isEqualTo(200);
            assertThat(sharing.http().send("GET", "/healthcheck", Map.of(), null).status()).isEqualTo(200);
        }
    }

    @Test
    void routesThatAreTheSameStopTheStart() {
        try (var clashing = launch().env("SW_PROMQL_REST_CONTEXT_PATH", "/loki").spawn()) {
            assertThat(clashing.process().awaitExit(Duration.ofSeconds(60)).code()).isNotZero();
            assertThat(clashing.process().log()).contains("quarkus.skywalking.http.single-port puts all HTTP on one port, and there these routes are the same:",
                "GET /loki/api/v1/labels: ", "PromQLApiHandler.labels", "LogQLApiHandler.labels", "Give one of the two servers another context path");
        }
    }
}

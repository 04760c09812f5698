// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.skyquark.oap.model.OapServer;
import jakarta.inject.Inject;

/** What every boot in this process has to show: its own ports, its own metrics and nothing but its own data. */
abstract class Boot {

    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);
    private static final Duration STORED_WITHIN = Duration.ofSeconds(30);
    private static final Pattern SERVICE = Pattern.compile("\"name\":\"([^\"]+)\"");

    @Inject
    OapServer server;

    @ConfigProperty(name = "SW_CORE_REST_PORT")
    int port;

    @Test
    void bootsAfresh() {
        assertTrue(server.health().ready(), () -> server.health().detail());
        assertTrue(EndedBoots.isNew(server.getClass()), "a class of OAP is used by two boots");
    }

    @Test
    void answersFromItsOwnData() throws IOException {
        assertEquals("{\"data\":{\"typeOfMetrics\":\"REGULAR_VALUE\"}}", ask("{ typeOfMetrics(name: \\\"service_cpm\\\") }"));
        var own = getClass().getSimpleName();
        post("/v3/segment", segment(own));

        var until = Instant.now().plus(STORED_WITHIN);
        String found;
        do {
            found = ask("{ listServices(layer: \\\"GENERAL\\\") { name } }");
        } while (!SERVICE.matcher(found).find() && Instant.now().isBefore(until));

        assertEquals("{\"data\":{\"listServices\":[{\"name\":\"" + own + "\"}]}}", found);
    }

    private String ask(String query) throws IOException {
        return post("/graphql", "{\"query\":\"" + query + "\"}");
    }

    /** The answer's body. Not through the JDK's newer client: each boot's own would leave its threads behind. */
    private String post(String path, String body) throws IOException {
        var connection = (HttpURLConnection) URI.create("http://localhost:" + port + path).toURL().openConnection();
        try {
            connection.setReadTimeout((int) ANSWERED_WITHIN.toMillis());
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setRequestProperty("Accept", "application/json");
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            assertEquals(200, connection.getResponseCode(), path);
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    private static String segment(String service) {
        long now = System.currentTimeMillis();
        return """
            {"traceId":"%s","traceSegmentId":"%s","service":"%s","serviceInstance":"one","spans":[{"operationName":"/","startTime":%d,"endTime":%d,
            "spanType":"Entry","spanLayer":"Http","spanId":0,"parentSpanId":-1,"isError":false,"componentId":1,"peer":"","refs":[],"tags":[],"logs":[]}]}
            """.formatted(UUID.randomUUID(), UUID.randomUUID(), service, now - 10, now);
    }
}

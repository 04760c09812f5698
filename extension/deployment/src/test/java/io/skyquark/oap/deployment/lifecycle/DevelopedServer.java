// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** The server's own application in development: its rules, and its properties with ports and storage of a test. */
final class DevelopedServer {

    /** Dependencies of this module, for the build and for tests, that no application has. */
    private static final String OF_THE_BUILD = "org.apache.skywalking:library-elasticsearch-client,org.apache.skywalking:oal-grammar,"
        + "org.apache.skywalking:oal-rt,org.apache.skywalking:server-testing,";
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HHmm");

    private final int port = freePort();

    void application(JavaArchive application) {
        var resources = Path.of("..", "..", "oap-app", "src", "main", "resources");
        application.addAsResource(resources.resolve("skywalking").toFile(), "skywalking");
        application.addAsResource(new StringAsset(read(resources.resolve("application.properties"))
            .replace("org.apache.skywalking:agent-analyzer,", "org.apache.skywalking:agent-analyzer," + OF_THE_BUILD)
            + "\nSW_CORE_REST_PORT=" + port + "\nSW_CORE_GRPC_PORT=" + freePort() + "\nSW_PROMQL_REST_PORT=" + freePort() + "\nSW_LOGQL_REST_PORT=" + freePort()
            + "\nSW_STORAGE_H2_URL=jdbc:h2:mem:live-reload;DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE\nSW_CORE_PERSISTENT_PERIOD=1\n"),
            "application.properties");
    }

    String typeOf(String metric) throws Exception {
        return query("{ typeOfMetrics(name: \"" + metric + "\") }").replaceAll(".*\"typeOfMetrics\":\"(\\w+)\".*", "$1");
    }

    /** The answer to a query that succeeds. */
    String query(String query) throws Exception {
        var answer = graphql(query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("\"errors\"");
        return answer.body();
    }

    /** The load of a host, which Telegraf reports as 2 and 5, as the server comes to know it. */
    String loadOf(String host) throws Exception {
        sendLoad(host);
        return valueOf("meter_vm_cpu_load1", host);
    }

    void sendLoad(String host) throws Exception {
        var answer = post("/telegraf", "{\"metrics\": [{\"name\": \"system\", \"fields\": {\"load1\": 2, \"load5\": 5}, \"tags\": {\"host\": \"" + host
            + "\"}, \"timestamp\": " + Instant.now().getEpochSecond() + "}]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The only value of a metric of a service, as soon as it is stored. */
    String valueOf(String metric, String service) throws Exception {
        return found("\"value\":\"(\\d+)\"", () -> values(metric, service));
    }

    /** The query for the last values of a metric of a service; each is a text, or null where there is none. */
    static String values(String metric, String service) {
        return "{ execExpression(expression: \"" + metric + "\", entity: {scope: Service, serviceName: \"" + service + "\", normal: true}, duration: "
            + lastMinutes() + ") { results { values { value } } } }";
    }

    /** Sends a log and gives it back, as soon as it is stored. */
    String logOf(String service, String layer) throws Exception {
        var answer = post("/v3/logs", "[{\"service\": \"" + service + "\", \"layer\": \"" + layer + "\", \"timestamp\": " + System.currentTimeMillis()
            + ", \"body\": {\"text\": {\"text\": \"hello\"}}}]");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var id = Base64.getEncoder().encodeToString(service.getBytes(StandardCharsets.UTF_8)) + ".1";
        return found("(\\{\"content\":\"hello\".*})", () -> "{ queryLogs(condition: {serviceId: \"" + id + "\", queryDuration: " + lastMinutes()
            + ", paging: {pageNum: 1, pageSize: 10}}) { logs { content tags { key value } } } }");
    }

    /** Asks until the answer has what is looked for. */
    private String found(String pattern, Supplier<String> query) throws Exception {
        var deadline = Instant.now().plusSeconds(60);
        while (true) {
            var answer = query(query.get());
            var match = Pattern.compile(pattern).matcher(answer);
            if (match.find()) {
                return match.group(1);
            }
            assertThat(Instant.now()).as(answer).isBefore(deadline);
            Thread.sleep(100);
        }
    }

    private static String lastMinutes() {
        var now = LocalDateTime.now();
        return "{start: \"" + now.minusMinutes(5).format(MINUTE) + "\", end: \"" + now.plusMinutes(1).format(MINUTE) + "\", step: MINUTE}";
    }

    HttpResponse<String> graphql(String query) throws Exception {
        return post("/graphql", "{\"query\":\"" + query.replace("\"", "\\\"") + "\"}");
    }

    HttpResponse<String> post(String path, String json) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60)).POST(BodyPublishers.ofString(json)).build(), BodyHandlers.ofString());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

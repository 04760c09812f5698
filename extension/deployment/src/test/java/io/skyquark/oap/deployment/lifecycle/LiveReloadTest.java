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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jboss.logging.Logger;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/** Live reload as {@code quarkus dev} does it: edit a rule, ask, and the answer comes from the new rules and the only OAP in the process. */
class LiveReloadTest {

    private static final Logger LOG = Logger.getLogger(LiveReloadTest.class);
    private static final String OAL = "skywalking/oal/core.oal";
    private static final String MAL = "skywalking/otel-rules/vm.yaml";
    /** Dependencies of this module, for the build and for tests, that no application has. */
    private static final String OF_THE_BUILD = "org.apache.skywalking:library-elasticsearch-client,org.apache.skywalking:oal-grammar,"
        + "org.apache.skywalking:oal-rt,org.apache.skywalking:server-testing,";
    private static final int RELOADS = 6;
    /**
     * The running one; the one before, which Quarkus' worker thread that ran the reload has as its context until it ends or runs the next; and the first,
     * in which Vert.x made the thread of its shutdown hook.
     */
    private static final int MOST_COPIES = 3;
    private static final String COUNTED = "org.apache.skywalking.oap.server.core.CoreModuleProvider";
    private static final int PORT = freePort();
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest().withApplicationRoot(LiveReloadTest::serverApplication);

    @Test
    void everyEditReplacesTheServer() throws Exception {
        assertThat(typeOf("probe_1")).as("before the first edit").isEqualTo("UNKNOWN");
        // Other tests of this process may have left a copy of their own in a class loader that is not collected yet.
        long others = LiveCopies.of(COUNTED) - 1;
        var threads = new ArrayList<List<String>>();
        var copies = new ArrayList<Long>();
        for (int i = 1; i <= RELOADS; i++) {
            var probe = "probe_" + i;
            long begin = System.nanoTime();
            if (i % 2 == 0) {
                APP.modifyResourceFile(OAL, script -> script + "\n" + probe + " = from(Service.latency).longAvg();\n");
                assertThat(typeOf(probe)).isEqualTo("REGULAR_VALUE");
            } else {
                APP.modifyResourceFile(MAL, rules -> rules + rule(probe, "node_load1"));
                assertThat(typeOf("meter_vm_" + probe)).isEqualTo("REGULAR_VALUE");
            }
            long millis = (System.nanoTime() - begin) / 1_000_000;
            copies.add(LiveCopies.of(COUNTED) - others);
            threads.add(LiveCopies.threads());
            LOG.infof("Reload %d took %d ms; %d threads, %d copies of OAP", i, millis, threads.get(i - 1).size(), copies.get(i - 1));
        }
        assertThat(copies).as("copies of OAP after each reload").allMatch(count -> count <= MOST_COPIES);
        var more = new ArrayList<>(threads.get(RELOADS - 1));
        threads.get(0).forEach(more::remove);
        // Pools start and end threads as they like; a thread that each reload left behind would be as many as there were reloads since.
        assertThat(threads.get(RELOADS - 1).size()).as("threads; more than after the first reload: %s", more)
            .isLessThan(threads.get(0).size() + RELOADS - 1);

        APP.modifyResourceFile(OAL, script -> script + "broken = from(Service.latenci).longAvg();\n");
        var page = post("{ version }");
        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body()).containsPattern("oal/core\\.oal:\\d+:\\d+").contains("latency");

        APP.modifyResourceFile(OAL, script -> script.replace("latenci", "latency"));
        assertThat(typeOf("broken")).isEqualTo("REGULAR_VALUE");

        APP.modifyResourceFile(MAL, rules -> rules + rule("broken", "node_load1.tagEquals('host', 'a')"));
        page = post("{ version }");
        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body()).containsPattern("otel-rules/vm\\.yaml:\\d+:\\d+").containsPattern("tagEquals.*did you mean .{1,6}tagEqual\\W");

        APP.modifyResourceFile(MAL, rules -> rules.replace("tagEquals", "tagEqual"));
        assertThat(typeOf("meter_vm_broken")).isEqualTo("REGULAR_VALUE");
    }

    private static String rule(String name, String expression) {
        return "\n  - name: " + name + "\n    exp: " + expression + "\n";
    }

    /** The server's own application: its rules, and its properties with ports and storage of this test. */
    private static void serverApplication(JavaArchive application) {
        var resources = Path.of("..", "..", "oap-app", "src", "main", "resources");
        application.addAsResource(resources.resolve("skywalking").toFile(), "skywalking");
        application.addAsResource(new StringAsset(read(resources.resolve("application.properties"))
            .replace("org.apache.skywalking:agent-analyzer,", "org.apache.skywalking:agent-analyzer," + OF_THE_BUILD)
            + "\nSW_CORE_REST_PORT=" + PORT + "\nSW_CORE_GRPC_PORT=" + freePort() + "\nSW_PROMQL_REST_PORT=" + freePort() + "\nSW_LOGQL_REST_PORT=" + freePort()
            + "\nSW_STORAGE_H2_URL=jdbc:h2:mem:live-reload;DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE\n"), "application.properties");
    }

    private static String typeOf(String metric) throws Exception {
        var answer = post("{ typeOfMetrics(name: \\\"" + metric + "\\\") }");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceAll(".*\"typeOfMetrics\":\"(\\w+)\".*", "$1");
    }

    private static HttpResponse<String> post(String query) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + "/graphql")).header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60)).POST(BodyPublishers.ofString("{\"query\":\"" + query + "\"}")).build(), BodyHandlers.ofString());
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

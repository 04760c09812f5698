// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.browser.Gateway.Report;
import io.skyquark.oap.it.server.ChildProcess;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.TestTime;
import io.skyquark.oap.it.server.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The browser client of npm's registry in a page that a real browser shows: its figures, errors and traces are found through the query protocol. The
 * browser is one of the machine (for example Debian's package {@code chromium}) or the one that system property {@code browser} names.
 */
class BrowserClientIT {

    /** The last version for servers before 10.2. */
    private static final String CLIENT = "skywalking-client-js@0.12.0";
    private static final Path INSTALLED = Path.of("target", "browser-client").toAbsolutePath();
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final String SERVICE = Base64.getEncoder().encodeToString("shop-ui".getBytes()) + ".1";
    private static final Instant BEGIN = Instant.now();

    private static RunningServer server;
    private static Gateway gateway;
    private static ChildProcess browser;

    @BeforeAll
    static void showPage() throws IOException {
        var command = browserCommand();
        Tool.npmInstall(INSTALLED, CLIENT).ifPresent(problem -> abort("skipped: the browser client cannot be installed: " + problem));
        server = ServerUnderTest.launch().start();
        try (var page = BrowserClientIT.class.getResourceAsStream("/browser/shop.html")) {
            gateway = new Gateway(page.readAllBytes(), Files.readAllBytes(INSTALLED.resolve("node_modules/skywalking-client-js/lib/index.js")),
                server.ports().rest());
        }
        var directory = ServerLaunch.newDirectory("browser");
        // The sandbox needs privileges that a container has not; names are not resolved, so that the browser reaches this machine only.
        browser = ChildProcess.start("browser", List.of(command, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            "--user-data-dir=" + directory.resolve("profile"), "--enable-logging=stderr", "--remote-debugging-port=0", gateway.address() + "/shop"),
            Map.of("HOME", directory.toString()), directory);
    }

    @AfterAll
    static void stop() {
        Stream.of(browser, gateway, server).forEach(BrowserClientIT::close);
    }

    @Test
    void everyReportIsTaken() {
        eventually().untilAsserted(() -> assertThat(gateway.reports()).extracting(Report::path)
            .contains("/browser/perfData", "/browser/errorLogs", "/v3/segments"));
        assertThat(gateway.reports()).extracting(Report::status).allMatch(status -> status / 100 == 2);
    }

    @Test
    void serviceVersionAndPage() {
        eventually().untilAsserted(() -> {
            assertThat(ask("{ listServices(layer: \"BROWSER\") { id name } }", Map.of()).at("/listServices"))
                .extracting(service -> service.get("id").asText(), service -> service.get("name").asText()).contains(tuple(SERVICE, "shop-ui"));
            assertThat(ask("query ($d: Duration!, $s: ID!) { listInstances(duration: $d, serviceId: $s) { name } }", Map.of("d", sinceBegin(), "s", SERVICE))
                .findValuesAsText("name")).containsExactly("v1");
            assertThat(ask("query ($s: ID!) { findEndpoint(serviceId: $s, keyword: \"\", limit: 10) { name } }", Map.of("s", SERVICE))
                .findValuesAsText("name")).contains("/shop");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"browser_app_pv", "browser_app_error_sum", "browser_app_error_rate"})
    void metricsOfTheApplication(String metric) {
        assertPositive(metric, Map.of("scope", "Service", "serviceName", "shop-ui", "normal", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"browser_app_single_version_pv", "browser_app_single_version_error_sum"})
    void metricsOfTheVersion(String metric) {
        assertPositive(metric, Map.of("scope", "ServiceInstance", "serviceName", "shop-ui", "serviceInstanceName", "v1", "normal", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"browser_app_page_pv", "browser_app_page_js_error_sum", "browser_app_page_ajax_error_sum",
        "browser_app_page_load_page_avg", "browser_app_page_dom_ready_avg", "browser_app_page_fmp_avg", "browser_app_page_load_page_percentile"})
    void metricsOfThePage(String metric) {
        assertPositive(metric, Map.of("scope", "Endpoint", "serviceName", "shop-ui", "endpointName", "/shop", "normal", true));
    }

    @Test
    void errors() {
        eventually().untilAsserted(() -> {
            var condition = Map.of("serviceId", SERVICE, "queryDuration", sinceBegin(), "paging", Map.of("pageNum", 1, "pageSize", 20));
            var logs = ask("query ($c: BrowserErrorLogQueryCondition) { queryBrowserErrorLogs(condition: $c) { logs { category grade message pagePath "
                + "errorUrl service serviceVersion } } }", Map.of("c", condition)).at("/queryBrowserErrorLogs/logs");
            assertThat(logs).extracting(log -> log.get("category").asText() + ": " + log.get("message").asText()).contains(
                "JS: Uncaught Error: the basket is empty", "PROMISE: the payment was refused",
                "AJAX: status: 500; statusText: Internal Server Error;");
            assertThat(logs).allSatisfy(log -> {
                assertThat(log.get("pagePath").asText()).isEqualTo("/shop");
                assertThat(log.get("service").asText()).isEqualTo("shop-ui");
                assertThat(log.get("serviceVersion").asText()).isEqualTo("v1");
            });
        });
    }

    @Test
    void tracesOfRequests() {
        eventually().untilAsserted(() -> {
            var found = ask("query ($c: TraceQueryCondition) { queryBasicTraces(condition: $c) { traces { endpointNames isError traceIds } } }",
                Map.of("c", Map.of("queryDuration", sinceBegin(), "traceState", "ALL", "queryOrder", "BY_START_TIME",
                    "paging", Map.of("pageNum", 1, "pageSize", 50)))).at("/queryBasicTraces/traces");
            var urls = found.valueStream().flatMap(trace -> spans(trace.at("/traceIds/0").asText())).map(span -> {
                assertThat(span.get("serviceCode").asText()).isEqualTo("shop-ui");
                assertThat(span.get("endpointName").asText()).isEqualTo("/shop");
                assertThat(span.get("type").asText()).isEqualTo("Exit");
                assertThat(span.get("component").asText()).isEqualTo("ajax");
                assertThat(gateway.address()).isEqualTo("http://" + span.get("peer").asText());
                return tag(span, "url").substring(gateway.address().length()) + " " + span.get("isError").asBoolean();
            }).toList();
            assertThat(urls).contains("/api/orders false", "/api/stock false", "/api/fail true");
        });
    }

    private static Stream<JsonNode> spans(String trace) {
        return ask("query ($id: ID!) { queryTrace(traceId: $id) { spans { serviceCode endpointName type component peer isError tags { key value } } } }",
            Map.of("id", trace)).at("/queryTrace/spans").valueStream();
    }

    private static String tag(JsonNode span, String key) {
        return span.get("tags").valueStream().filter(tag -> tag.get("key").asText().equals(key)).findFirst().orElseThrow().get("value").asText();
    }

    private static void assertPositive(String metric, Map<String, ?> entity) {
        eventually().untilAsserted(() -> assertThat(server.graphQl().series(metric, entity, TestTime.duration("MINUTE", BEGIN, Instant.now())))
            .isNotEmpty().allSatisfy(series -> assertThat(series.get("values")).anyMatch(point -> point.get("value").asDouble() > 0)));
    }

    private static JsonNode ask(String query, Map<String, ?> variables) {
        return server.graphQl().data(query, variables);
    }

    private static Map<String, String> sinceBegin() {
        return TestTime.duration("MINUTE", BEGIN, Instant.now());
    }

    private static ConditionFactory eventually() {
        browser.assertAlive();
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1));
    }

    private static String browserCommand() {
        var named = System.getProperty("browser", "");
        var candidates = named.isBlank() ? BROWSERS : List.of(named);
        return candidates.stream().filter(command -> Tool.run(List.of(command, "--version"), Duration.ofSeconds(60)).isEmpty()).findFirst().orElseGet(() -> abort(
            "skipped: none of " + candidates + " runs; install the package chromium, or name a browser with -Dbrowser=<command>"));
    }

    private static void close(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

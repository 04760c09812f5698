// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Values that change while servers run: in a ConfigMap, and in files of the working directory. */
class DynamicConfigurationIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NO_ALARM = """
        rules:
          quiet_rule:
            expression: sum(service_cpm > 1000000) >= 1
            period: 1
            message: never
        """;
    private static final String ALARM = """
        rules:
          busy_rule:
            expression: sum(service_cpm > 0) >= 1
            period: 1
            message: "{name} is busy"
        """;
    private static final String DEBUG = "<Configuration><Loggers><Logger name='org.apache.skywalking.oap.server.core.storage.PersistenceTimer' level='debug'/>"
        + "</Loggers></Configuration>";
    /** What upstream says at that level in each round. */
    private static final String DEBUG_LINE = "Extract data and save";

    @BeforeAll
    static void onlyOurs() {
        assumeFalse(ServerUnderTest.isUpstream(), "skipped: the messages are ours");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aConfigMapChangesRunningServers() throws Exception {
        try (var kubernetes = new KubernetesMock(); var agents = new Agents()) {
            Map<String, String> data = new HashMap<>(Map.of("alarm.default.alarm-settings", NO_ALARM));
            kubernetes.configMap("dynamic", data);
            try (var first = launch(kubernetes).start(); var second = launch(kubernetes).start()) {
                var servers = List.of(first, second);
                awaitLine(servers, "alarm.default.alarm-settings is changed by the dynamic configuration");
                servers.forEach(server -> assertThat(server.process().log()).doesNotContain(DEBUG_LINE));

                data.put("alarm.default.alarm-settings", ALARM);
                data.put("core.default.log4j-xml", DEBUG);
                data.put("core.default.endpoint-name-grouping", "grouping:\n  - service-name: shared-0\n    rules:\n      - /shared/{var}\n");
                data.put("core.default.apdexThreshold", "default: 300\nshared-0: 100\n");
                data.put("agent-analyzer.default.traceSamplingPolicy", "default:\n  rate: 9000\n  duration: -1\n");
                data.put("agent-analyzer.default.slowDBAccessThreshold", "default:250,mongodb:50");
                kubernetes.configMap("dynamic", data);
                for (var key : data.keySet()) {
                    awaitLine(servers, key + " is changed by the dynamic configuration");
                }
                awaitLine(servers, DEBUG_LINE);

                servers.forEach(agents::add);
                agents.start(1);
                servers.forEach(server -> await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(alarms(server)).anyMatch(message -> message.endsWith(" is busy"))));
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aBrokenValueChangesNothingAndIsToldOnce() {
        try (var kubernetes = new KubernetesMock()) {
            Map<String, String> data = new HashMap<>(Map.of("core.default.log4j-xml", DEBUG));
            kubernetes.configMap("dynamic", data);
            try (var server = launch(kubernetes).start()) {
                awaitLine(List.of(server), DEBUG_LINE);
                data.put("core.default.log4j-xml", "<Configuration><Loggers><Root level='loud'/></Loggers></Configuration>");
                data.put("alarm.default.alarm-settings", "rules:\n  bad_rule:\n    expression: sum(service_cpm >\n");
                data.put("core.default.apdexThreshold", "default: fast");
                data.put("agent-analyzer.default.slowCacheReadThreshold", "default=20");
                data.put("agent-analyzer.default.uninstrumentedGateways", "gateways:\n  - name: edge\n    instances:\n      - host: 127.0.0.1\n        port: many\n");
                data.put("agent-analyzer.default.traceSamplingPolicy", "default: {rate: all}");
                data.put("configuration-discovery.default.agentConfigurations", "configurations: [a, b]");
                kubernetes.configMap("dynamic", data);
                data.keySet().forEach(key -> awaitLine(List.of(server), key + " stays as it was: the value of the dynamic configuration cannot be used, "));
                assertThat(server.process().log())
                    .contains("has the level 'loud', which is none of OFF, FATAL, ERROR, WARN, INFO, DEBUG, TRACE, ALL")
                    .contains("default needs an integer from 0 to 2147483647, found 'fast'")
                    .contains("'default=20' is no list of type:milliseconds, such as default:200,mongodb:100")
                    .contains("gateways.instances.port needs an integer from 0 to 65535, found 'many'")
                    .contains("default.rate needs an integer from 0 to 10000, found 'all'")
                    .contains("configurations has to be a mapping, found '[a, b]'");
                // Several looks at the ConfigMap later the level still is the former one, and nothing was said twice.
                long lines = count(server, DEBUG_LINE);
                await().atMost(SOON).until(() -> count(server, DEBUG_LINE) >= lines + 3);
                data.keySet().forEach(key -> assertThat(count(server, key + " stays as it was")).isOne());
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aFileInTheWorkingDirectoryChangesARunningServer() {
        var launch = ServerUnderTest.launch().file("config/alarm-settings.yml", NO_ALARM);
        try (var server = launch.start(); var agents = new Agents()) {
            launch.file("config/alarm-settings.yml", "rules: many");
            awaitLine(List.of(server), "alarm.default.alarm-settings stays as it was: the value of alarm-settings.yml cannot be used, rules has to be a mapping, found 'many'");
            launch.file("config/alarm-settings.yml", ALARM);
            launch.file("config/service-apdex-threshold.yml", "default: 250\n");
            awaitLine(List.of(server), "alarm.default.alarm-settings is changed by alarm-settings.yml");
            awaitLine(List.of(server), "core.default.apdexThreshold is changed by service-apdex-threshold.yml");
            agents.add(server);
            agents.start(1);
            await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(alarms(server)).anyMatch(message -> message.endsWith(" is busy")));
        }
    }

    private static ServerLaunch launch(KubernetesMock kubernetes) {
        return ServerUnderTest.launch().env(kubernetes.environment()).env("SW_CONFIGURATION", "k8s-configmap").env("SW_CONFIG_CONFIGMAP_PERIOD", "1");
    }

    private static void awaitLine(List<RunningServer> servers, String line) {
        servers.forEach(server -> await().atMost(SOON).pollInterval(Duration.ofMillis(200))
            .untilAsserted(() -> assertThat(server.process().log()).contains(line)));
    }

    private static long count(RunningServer server, String line) {
        return server.process().log().lines().filter(found -> found.contains(line)).count();
    }

    private static List<String> alarms(RunningServer server) {
        var duration = TestTime.duration("MINUTE", Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
        return server.graphQl().data("query ($d: Duration!) { getAlarm(duration: $d, paging: {pageNum: 1, pageSize: 50}) { msgs { message } } }", Map.of("d", duration))
            .at("/getAlarm/msgs").findValuesAsText("message");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.UpstreamServer;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user's own configuration does, and what the server says of mistakes in it. */
class ConfigurationIT {

    @BeforeAll
    static void onlyOurs() {
        assumeFalse(ServerUnderTest.isUpstream(), "skipped: upstream starts in spite of mistakes");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
            mistake("an unknown key in a file", file("core:\n  default:\n    restPrt: 1\n"),
                "config/application.yml:3:5 - [CONFIG_KEY] key 'core.default.restPrt' is not known, did you mean 'core.default.restPort'?"),
            mistake("a wrong type in a file", file("core:\n  default:\n    restPort: many\n"),
                "config/application.yml:3:5 - [CONFIG_TYPE] key 'core.default.restPort' needs an integer, found 'many'"),
            mistake("an unknown provider in a file", file("storage:\n  selector: banyanbd\n  banyandb:\n    targets: a\n"),
                "config/application.yml:2:3 - [CONFIG_PROVIDER] module 'storage' has no provider 'banyanbd', did you mean 'banyandb'?"),
            mistake("an unknown module in a file", file("exportr:\n  default:\n"),
                "config/application.yml:1:1 - [CONFIG_MODULE] module 'exportr' is not known, did you mean 'exporter'?"),
            mistake("a wrong type in the environment", launch -> launch.env("SW_CORE_REST_PORT", "many"),
                "environment SW_CORE_REST_PORT - [CONFIG_TYPE] key 'core.default.restPort' needs an integer, found 'many'"),
            mistake("an unknown provider in the environment", launch -> launch.env("SW_STORAGE", "h3"),
                "environment SW_STORAGE - [CONFIG_PROVIDER] module 'storage' has no provider 'h3', did you mean 'h2'?"),
            mistake("an unknown key as a system property", launch -> launch.property("core.default.restPrt", "1"),
                "system property core.default.restPrt - [CONFIG_KEY] key 'core.default.restPrt' is not known, did you mean 'core.default.restPort'?"),
            mistake("a wrong type as a system property", launch -> launch.property("core.default.enableHierarchy", "perhaps"),
                "system property core.default.enableHierarchy - [CONFIG_TYPE] key 'core.default.enableHierarchy' needs true or false, found 'perhaps'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeStopsTheStart(String name, UnaryOperator<ServerLaunch> mistake, String message) {
        try (var server = mistake.apply(ServerUnderTest.launch()).spawn()) {
            var exit = server.process().awaitExit(Duration.ofSeconds(60));
            assertThat(exit.code()).isNotZero();
            assertThat(server.process().log()).containsOnlyOnce(message);
        }
    }

    @Test
    void overridesReachTheServerAndSecretsAreMasked() {
        try (var server = ServerUnderTest.launch()
            .env("SW_AUTHENTICATION", "a-secret-of-agents")
            .env("SW_SERVICE_NAME_MAX_LENGTH", "33")
            .property("core.default.endpointNameMaxLength", "44")
            .start()) {
            assertThat(dump(server))
                .contains("core.default.serviceNameMaxLength=33\n", "core.default.endpointNameMaxLength=44\n",
                    "receiver-sharing-server.default.authentication=******\n")
                .doesNotContain("a-secret-of-agents");
        }
    }

    @Test
    void upstreamsOwnFileWorks() {
        var file = UpstreamServer.configFile("application.yml").replace("SERVICE_NAME_MAX_LENGTH:70", "SERVICE_NAME_MAX_LENGTH:55");
        try (var server = ServerUnderTest.launch().file("config/application.yml", file)
            .env("SW_OTEL_RECEIVER_ENABLED_OTEL_METRICS_RULES", "vm,oap").start()) {
            assertThat(dump(server)).contains("core.default.serviceNameMaxLength=55\n", "core.default.restPort=" + server.ports().rest() + "\n");
            assertThat(server.directory().resolve("data")).as("upstream's file keeps the data in memory").doesNotExist();
        }
    }

    private static Arguments mistake(String name, UnaryOperator<ServerLaunch> mistake, String message) {
        return Arguments.of(name, mistake, message);
    }

    private static UnaryOperator<ServerLaunch> file(String content) {
        return launch -> launch.file("config/application.yml", content);
    }

    private static String dump(RunningServer server) {
        return server.http().send("GET", "/debugging/config/dump", Map.of(), null).body();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.skyquark.oap.runtime.config.ConfigurationSchema.Module;
import io.skyquark.oap.runtime.config.ConfigurationSchema.Provider;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The source inside a real SmallRye configuration. */
class OapConfigSourceTest {

    private static final Map<String, KeyType> CORE = Map.of("restHost", KeyType.TEXT, "restPort", KeyType.INTEGER, "restIdleTimeOut", KeyType.LONG,
        "gRPCPort", KeyType.INTEGER, "maxMessageSize", KeyType.INTEGER, "gRPCSslEnabled", KeyType.BOOLEAN, "gRPCSslKeyPath", KeyType.TEXT,
        "gRPCSslCertChainPath", KeyType.TEXT, "gRPCSslTrustedCAPath", KeyType.TEXT);

    private static final String FILE = """
        core:
          default:
            restHost: ${SW_CORE_REST_HOST:0.0.0.0}
            restPort: ${SW_CORE_REST_PORT:12800}
            restIdleTimeOut: ${SW_CORE_REST_IDLE_TIMEOUT:30000}
            gRPCPort: ${SW_CORE_GRPC_PORT:11800}
            maxMessageSize: ${SW_CORE_GRPC_MAX_MESSAGE_SIZE:52428800}
            gRPCSslEnabled: ${SW_CORE_GRPC_SSL_ENABLED:false}
            gRPCSslKeyPath: ${SW_CORE_GRPC_SSL_KEY_PATH:""}
            gRPCSslCertChainPath: ${SW_CORE_GRPC_SSL_CERT_CHAIN_PATH:""}
            gRPCSslTrustedCAPath: ${SW_CORE_GRPC_SSL_TRUSTED_CA_PATH:""}
        """;

    @TempDir
    Path folder;

    private static RecordedConfiguration recorded() {
        var schema = new ConfigurationSchema(new LinkedHashMap<>(Map.of("core", new Module("core", new LinkedHashMap<>(Map.of(
            "default", new Provider("default", "", List.of(), new LinkedHashMap<>(CORE))))))));
        return new RecordedConfiguration(schema, ConfigurationFileReader.read("skywalking/application.yml", FILE).file());
    }

    private static SmallRyeConfig config(Map<String, String> environment, Map<String, String> application, String... profiles) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        var content = recorded().write();
        thread.setContextClassLoader(new ClassLoader(before) {
            @Override
            public InputStream getResourceAsStream(String name) {
                return name.equals(RecordedConfiguration.RESOURCE) ? new ByteArrayInputStream(content) : super.getResourceAsStream(name);
            }
        });
        try {
            return new OapConfigBuilder().configBuilder(new SmallRyeConfigBuilder().addDefaultInterceptors().withProfiles(List.of(profiles))
                .withSources(new EnvConfigSource(environment, 300), new PropertiesConfigSource(application, "app/application.properties", 250))).build();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static OapConfigSource source(SmallRyeConfig config) {
        for (var source : config.getConfigSources()) {
            if (source instanceof OapConfigSource found) {
                return found;
            }
        }
        throw new AssertionError("no source");
    }

    @Test
    void quarkusFollowsOap() {
        var config = config(Map.of("SW_CORE_REST_PORT", "18080"), Map.of("SW_CORE_GRPC_PORT", "${my.port:19090}"));
        assertThat(config.getValue("quarkus.http.port", Integer.class)).isEqualTo(18080);
        assertThat(config.getValue("quarkus.http.test-port", Integer.class)).isEqualTo(18080);
        assertThat(config.getValue("quarkus.http.idle-timeout", String.class)).isEqualTo("30000ms");
        assertThat(config.getValue("quarkus.grpc.server.port", Integer.class)).isEqualTo(19090);
        assertThat(config.getValue("quarkus.grpc.server.max-inbound-message-size", Integer.class)).isEqualTo(52_428_800);
        assertThat(config.getValue("quarkus.grpc.server.instances", Integer.class)).isPositive();
    }

    @Test
    void anExplicitQuarkusKeyWins() {
        var config = config(Map.of("SW_CORE_REST_PORT", "18080"), Map.of("quarkus.http.port", "1"));
        assertThat(config.getValue("quarkus.http.port", Integer.class)).isEqualTo(1);
    }

    @Test
    void encryptionOfTheGrpcPortIsNotQuarkusBusiness() {
        var config = config(Map.of("SW_CORE_GRPC_SSL_ENABLED", "true", "SW_CORE_GRPC_SSL_KEY_PATH", "/k.pem", "SW_CORE_GRPC_SSL_CERT_CHAIN_PATH", "/c.pem"), Map.of());
        assertThat(config.getPropertyNames()).noneMatch(name -> name.startsWith("quarkus.grpc.server.ssl"));
    }

    @Test
    void overridesHaveEveryStyle() {
        assertThat(source(config(Map.of("CORE_DEFAULT_RESTPORT", "7"), Map.of())).configuration().module("core").settings()).containsEntry("restPort", 7);
        assertThat(source(config(Map.of(), Map.of("core.default.restPort", "8"))).configuration().module("core").settings()).containsEntry("restPort", 8);
        assertThatThrownBy(() -> source(config(Map.of("CORE_DEFAULT_OTHER", "x"), Map.of("core.default.restPrt", "8", "core.default.gRPCPort", "x")))
            .configuration()).isInstanceOf(ConfigurationException.class).hasMessage("""
                Found problems in the SkyWalking configuration (2):
                \t[1] application.properties core.default.gRPCPort - [CONFIG_TYPE] key 'core.default.gRPCPort' needs an integer, found 'x'
                \t[2] application.properties core.default.restPrt - [CONFIG_KEY] key 'core.default.restPrt' is not known, did you mean 'core.default.restPort'?""");
    }

    @Test
    void aProfileHasItsOwn() {
        var environment = Map.of("_PROD_CORE_DEFAULT_RESTPORT", "1", "_PROD_SW_CORE_GRPC_PORT", "2", "_TEST_CORE_DEFAULT_MAXMESSAGESIZE", "3");
        var application = Map.of("%prod.SW_CORE_REST_HOST", "prod", "%prod.core.default.restIdleTimeOut", "4", "%test.SW_CORE_GRPC_SSL_ENABLED", "true");
        assertThat(source(config(environment, application, "prod")).configuration().module("core").settings()).containsAllEntriesOf(Map.of("restPort", 1,
            "gRPCPort", 2, "maxMessageSize", 52_428_800, "restHost", "prod", "restIdleTimeOut", 4, "gRPCSslEnabled", false));
    }

    @Test
    void theEnvironmentDoesNotAnswerNamesWithDots() {
        var config = config(Map.of("SW_CORE_REST_HOST", "${pod.name}-x", "POD_NAME", "no"), Map.of());
        assertThat(source(config).configuration().module("core").settings()).containsEntry("restHost", "${pod.name}-x");
    }

    @Test
    void aFileOfTheUsersOwnTakesThePlaceOfTheDefaults() throws IOException {
        var own = Files.writeString(folder.resolve("mine.yml"), "core:\n  default:\n    restPort: ${SW_CORE_REST_PORT:1}\n");
        var config = config(Map.of(), Map.of("quarkus.skywalking.application-file", own.toString()));
        assertThat(source(config).configuration().module("core").settings()).isEqualTo(Map.of("restPort", 1));
        assertThat(source(config).getName()).isEqualTo("SkyWalking OAP configuration[source=" + own.toUri() + "]");
        assertThat(config.getOptionalValue("quarkus.grpc.server.port", String.class)).isEmpty();
    }

    @Test
    void theUsualPlaceIsLookedAtToo() throws IOException {
        var usual = Files.writeString(folder.resolve("application.yml"), "core:\n  default:\n    restPort: 2\n");
        assertThat(OapConfigSourceFactory.file(null, usual)).isEqualTo(usual);
        assertThat(OapConfigSourceFactory.file(null, folder.resolve("absent.yml"))).isNull();
        var outcome = OapConfigSourceFactory.load(recorded(), usual, ConfigurationValues.NONE);
        assertThat(outcome.configuration().module("core").settings()).isEqualTo(Map.of("restPort", 2));
    }

    @Test
    void aNamedFileMustExist() {
        assertThatThrownBy(() -> source(config(Map.of(), Map.of("quarkus.skywalking.application-file", "no/such.yml"))).configuration())
            .hasMessage("quarkus.skywalking.application-file names no/such.yml, and there is no such file");
    }

    @Test
    void aFileWithoutModulesIsTold() throws IOException {
        var empty = Files.writeString(folder.resolve("empty.yml"), "");
        assertThatThrownBy(() -> OapConfigSourceFactory.load(recorded(), empty, ConfigurationValues.NONE)).hasMessageEndingWith(
            "[CONFIG_EMPTY] no module is switched on");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.skyquark.oap.deployment.module.TestClassPath;
import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.runtime.config.ConfigurationFileReader;
import io.skyquark.oap.runtime.config.ConfigurationLoad;
import io.skyquark.oap.runtime.config.ConfigurationProblem;
import io.skyquark.oap.runtime.config.ConfigurationSchema;
import io.skyquark.oap.runtime.config.ConfigurationValues;
import io.skyquark.oap.runtime.config.DefaultsCheck;

/** The same files and the same variables, read by upstream's own loader and by ours. */
class UpstreamLoaderTest {

    private static final Path OWN = Path.of("../../oap-app/src/main/resources/skywalking/application.yml");
    /** Data of the upstream release; it lies beside the checkout where the tests run in the project's own environment. */
    private static final Path RELEASE = Path.of("../../../shared/upstream/oap-10.1.0-config/application.yml");

    @TempDir
    static Path folder;

    private static ConfigurationSchema schema;
    private static URLClassLoader upstream;

    @BeforeAll
    static void prepare() throws IOException {
        schema = SchemaBuilder.of(TestClassPath.modules());
        var urls = new ArrayList<URL>(List.of(folder.toUri().toURL()));
        for (var path : TestClassPath.paths()) {
            urls.add(path.toUri().toURL());
        }
        upstream = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        upstream.close();
    }

    static Stream<Path> files() {
        return Stream.of(OWN, RELEASE).filter(Files::exists);
    }

    static Stream<Map<String, String>> variables() {
        return Stream.of(
            Map.of(),
            Map.of("SW_CORE_REST_PORT", "18080", "SW_CORE_REST_HOST", "\"::1\"", "SW_CORE_RECORD_DATA_TTL", "0x10", "SW_CORE_ROLE", "Receiver"),
            Map.of("SW_STORAGE", "postgresql", "SW_DATA_SOURCE_PASSWORD", "a#b c: d", "SW_DATA_SOURCE_USER", "${SW_DB_USER:me}", "SW_JDBC_URL", "jdbc:x?a=b&c=d"),
            Map.of("SW_STORAGE", "postgresql", "SW_DATA_SOURCE_PASSWORD", "0123", "SW_DATA_SOURCE_CACHE_PREP_STMTS", "off"),
            Map.of("SW_STORAGE", "banyandb", "SW_STORAGE_BANYANDB_TARGETS", "a:1,b:2", "SW_STORAGE_BANYANDB_SPECIFIC_GROUP_SETTINGS", "{\"g\": {\"n\": 1}}"),
            Map.of("SW_CLUSTER", "kubernetes", "SW_TELEMETRY", "prometheus", "SW_CONFIGURATION", "k8s-configmap", "SW_EXPORTER", "default"),
            Map.of("SW_QUERY_ZIPKIN", "default", "SW_RECEIVER_ZIPKIN", "default", "SW_HEALTH_CHECKER", "default", "SW_PROMQL", "-", "SW_LOGQL", "-"),
            Map.of("K8S_SERVICE_NAME_RULE", "${pod.name}-${SW_CLUSTER:x}", "SW_SLOW_DB_THRESHOLD", "default:1,x:2", "SW_SEARCHABLE_TAG_KEYS", " "),
            Map.of("core.default.restPort", "19", "core.default.restHost", "123", "core.default.enableDataKeeperExecutor", "false"));
    }

    static Stream<Arguments> filesAndVariables() {
        return files().flatMap(file -> variables().map(values -> Arguments.of(file, values)));
    }

    @ParameterizedTest
    @MethodSource("filesAndVariables")
    void givesWhatUpstreamGives(Path file, Map<String, String> values) throws Exception {
        var outcome = ConfigurationLoad.load(schema, ConfigurationFileReader.read(file.toString(), Files.readString(file)).file(), new Values(values));
        assertThat(outcome.problems()).extracting(ConfigurationProblem::describe).isEmpty();
        assertThat(flat(outcome.configuration())).isEqualTo(upstream(file, values));
    }

    @ParameterizedTest
    @MethodSource("files")
    void theDefaultsAreWithoutProblems(Path file) throws IOException {
        var read = ConfigurationFileReader.read(file.toString(), Files.readString(file));
        assertThat(read.problems()).isEmpty();
        assertThat(DefaultsCheck.of(schema, read.file())).extracting(ConfigurationProblem::describe).isEmpty();
    }

    @Test
    void ownDefaultsHaveEveryKeyOfTheRelease() throws IOException {
        Assumptions.assumeTrue(Files.exists(RELEASE), "the upstream release's configuration is not beside this checkout");
        assertThat(keys(OWN)).isEqualTo(keys(RELEASE));
    }

    /** Keys with their texts, of the providers that are built in; what the embedded database is called and which rules the catalogue has is ours to choose. */
    private static Map<String, String> keys(Path file) throws IOException {
        var keys = new TreeMap<String, String>();
        for (var module : ConfigurationFileReader.read(file.toString(), Files.readString(file)).file().modules()) {
            for (var provider : module.providers()) {
                if (schema.modules().get(module.name()).providers().get(provider.name()).reason().isEmpty()) {
                    provider.settings().forEach(setting -> keys.put(module.name() + "." + provider.name() + "." + setting.key(),
                        setting.block() != null ? "a block" : setting.key().equals("enabledOtelMetricsRules") ? "rules" : setting.text()));
                }
            }
        }
        return keys;
    }

    private record Values(Map<String, String> values) implements ConfigurationValues {

        @Override
        public Value variable(String name) {
            return values.containsKey(name) ? new Value(values.get(name), "system property " + name, false) : null;
        }

        @Override
        public Value override(String name) {
            return variable(name);
        }

        @Override
        public Set<String> names() {
            return values.keySet();
        }
    }

    private static Map<String, Object> flat(OapConfiguration configuration) {
        var flat = new TreeMap<String, Object>();
        configuration.modules().forEach(module -> {
            flat.put(module.name() + "." + module.provider(), "on");
            module.settings().forEach((key, value) -> flat.put(module.name() + "." + module.provider() + "." + key, value));
        });
        return flat;
    }

    /** Upstream's loader finds the file on its own class path and the values in the system properties. */
    private static Map<String, Object> upstream(Path file, Map<String, String> values) throws Exception {
        Files.copy(file, folder.resolve("application.yml"), StandardCopyOption.REPLACE_EXISTING);
        values.forEach(System::setProperty);
        try {
            var table = upstream.loadClass("org.apache.skywalking.oap.server.library.module.TerminalFriendlyTable").getConstructor(String.class).newInstance("");
            var type = upstream.loadClass("org.apache.skywalking.oap.server.starter.config.ApplicationConfigLoader");
            return flat(type.getMethod("load").invoke(type.getConstructor(table.getClass()).newInstance(table)));
        } finally {
            values.keySet().forEach(System::clearProperty);
        }
    }

    private static Map<String, Object> flat(Object application) throws ReflectiveOperationException {
        var flat = new TreeMap<String, Object>();
        for (var name : (String[]) application.getClass().getMethod("moduleList").invoke(application)) {
            var module = application.getClass().getMethod("getModuleConfiguration", String.class).invoke(application, name);
            var providers = (Map<?, ?>) module.getClass().getMethod("getProviders").invoke(module);
            for (var provider : providers.keySet()) {
                flat.put(name + "." + provider, "on");
                var properties = (Properties) module.getClass().getMethod("getProviderConfiguration", String.class).invoke(module, provider);
                properties.forEach((key, value) -> flat.put(name + "." + provider + "." + key, value instanceof Properties block ? new HashMap<>(block) : value));
            }
        }
        return flat;
    }
}

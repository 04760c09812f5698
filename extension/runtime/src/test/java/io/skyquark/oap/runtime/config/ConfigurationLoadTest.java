// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.skyquark.oap.model.OapConfiguration;
import io.skyquark.oap.runtime.config.ConfigurationSchema.Module;
import io.skyquark.oap.runtime.config.ConfigurationSchema.Provider;

/** What a file and some values come to, and the exact text of everything that can be wrong. */
class ConfigurationLoadTest {

    private static final ConfigurationSchema SCHEMA = new ConfigurationSchema(
        modules(
            new Module("core", providers(new Provider("default", "", List.of("storage"), Map.of(
                "restHost", KeyType.TEXT, "restPort", KeyType.INTEGER, "ttl", KeyType.LONG, "hierarchy", KeyType.BOOLEAN, "downsampling", KeyType.LIST)))),
            new Module("storage", providers(
                new Provider("h2", "", List.of("core"), Map.of("properties", KeyType.BLOCK, "size", KeyType.INTEGER)),
                new Provider("banyandb", "", List.of("core"), Map.of("targets", KeyType.TEXT)),
                new Provider("mysql", "it needs com.mysql.cj.jdbc.Driver; add io.quarkus:quarkus-jdbc-mysql to the application", List.of(), Map.of()),
                new Provider("elasticsearch", "it is left out, production storage is BanyanDB", List.of(), Map.of()))),
            new Module("receiver-otel", providers(new Provider("default", "", List.of("core"), Map.of("rules", KeyType.TEXT)))),
            new Module("exporter", providers(new Provider("default", "", List.of("receiver-otel"), Map.of())))));

    private static final String FILE = """
        core:
          selector: ${SW_CORE:default}
          default:
            restHost: ${SW_CORE_REST_HOST:0.0.0.0}
            restPort: ${SW_CORE_REST_PORT:12800}
            ttl: ${SW_TTL:3}
            hierarchy: ${SW_HIERARCHY:true}
            downsampling:
              - Hour
              - Day
        storage:
          selector: ${SW_STORAGE:h2}
          h2:
            properties:
              jdbcUrl: ${SW_STORAGE_H2_URL:jdbc:h2:mem:x;A=B}
              dataSource.user: ${SW_STORAGE_H2_USER:sa}
              dataSource.cachePrepStmts: ${SW_CACHE:true}
            size: ${SW_STORAGE_H2_SIZE:5000}
          banyandb:
            targets: ${SW_STORAGE_BANYANDB_TARGETS:localhost:17912}
        receiver-otel:
          selector: ${SW_OTEL_RECEIVER:default}
          default:
            rules: vm
        exporter:
          selector: ${SW_EXPORTER:-}
          default:
        """;

    private static Map<String, Module> modules(Module... modules) {
        var map = new LinkedHashMap<String, Module>();
        Arrays.stream(modules).forEach(module -> map.put(module.name(), module));
        return map;
    }

    private static Map<String, Provider> providers(Provider... providers) {
        var map = new LinkedHashMap<String, Provider>();
        Stream.of(providers).forEach(provider -> map.put(provider.name(), provider));
        return map;
    }

    private static ConfigurationLoad.Outcome load(String text, String... values) {
        var read = ConfigurationFileReader.read("config/application.yml", text);
        assertThat(read.problems()).isEmpty();
        return ConfigurationLoad.load(SCHEMA, read.file(), TestValues.of(values));
    }

    private static List<String> problems(String... values) {
        return load(FILE, values).problems().stream().map(ConfigurationProblem::describe).toList();
    }

    private static List<String> problemsOfFile(String from, String to) {
        assertThat(FILE).contains(from);
        return load(FILE.replace(from, to)).problems().stream().map(ConfigurationProblem::describe).toList();
    }

    private static Object setting(OapConfiguration configuration, String module, String key) {
        return configuration.module(module).settings().get(key);
    }

    @Test
    void defaultsAreTyped() {
        var outcome = load(FILE);
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.configuration().modules()).extracting(OapConfiguration.Module::name).containsExactly("core", "storage", "receiver-otel");
        assertThat(outcome.configuration().module("core").settings()).containsEntry("restHost", "0.0.0.0").containsEntry("restPort", 12800).containsEntry("ttl", 3)
            .containsEntry("downsampling", List.of("Hour", "Day"));
        assertThat(setting(outcome.configuration(), "storage", "properties"))
            .isEqualTo(Map.of("jdbcUrl", "jdbc:h2:mem:x;A=B", "dataSource.user", "sa", "dataSource.cachePrepStmts", true));
    }

    @Test
    void variablesAndOverridesAreTakenTheOverrideFirst() {
        var configuration = load(FILE, "SW_CORE_REST_PORT", "80", "core.default.restPort", "90", "SW_CORE_REST_HOST", "${HOST:here}", "HOST", "there",
            "storage.h2.properties.dataSource.user", "me", "storage.h2.properties.minimumIdle", "5", "core.default.downsampling", "Hour, Day", "SW_TTL", "9999999999")
            .configuration();
        assertThat(setting(configuration, "core", "restPort")).isEqualTo(90);
        assertThat(setting(configuration, "core", "restHost")).isEqualTo("there");
        assertThat(setting(configuration, "core", "ttl")).isEqualTo(9_999_999_999L);
        assertThat(setting(configuration, "core", "downsampling")).isEqualTo(List.of("Hour", "Day"));
        assertThat(setting(configuration, "storage", "properties")).isEqualTo(Map.of("jdbcUrl", "jdbc:h2:mem:x;A=B", "dataSource.user", "me",
            "dataSource.cachePrepStmts", true, "minimumIdle", "5"));
    }

    @Test
    void aTextThatLooksLikeANumberStaysAText() {
        assertThat(setting(load(FILE, "SW_CORE_REST_HOST", "123").configuration(), "core", "restHost")).isEqualTo("123");
        assertThat(setting(load(FILE, "SW_CORE_REST_HOST", "[a, b]").configuration(), "core", "restHost")).isEqualTo("[a, b]");
        assertThat(setting(load(FILE, "SW_CORE_REST_HOST", "\"\"").configuration(), "core", "restHost")).isEqualTo("");
    }

    @Test
    void wrongTypesAreToldAtOnce() {
        assertThat(problems("SW_CORE_REST_PORT", "abc", "SW_TTL", "", "core.default.downsampling", "a", "SW_STORAGE_H2_SIZE", "3000000000",
            "core.default.hierarchy", "maybe")).containsExactly(
            "environment SW_CORE_REST_PORT - [CONFIG_TYPE] key 'core.default.restPort' needs an integer, found 'abc'",
            "environment SW_TTL - [CONFIG_TYPE] key 'core.default.ttl' needs an integer, and is empty",
            "system property core.default.hierarchy - [CONFIG_TYPE] key 'core.default.hierarchy' needs true or false, found 'maybe'",
            "environment SW_STORAGE_H2_SIZE - [CONFIG_TYPE] key 'storage.h2.size' needs an integer, found '3000000000', which is out of range");
        assertThat(problemsOfFile("restPort: ${SW_CORE_REST_PORT:12800}", "restPort:\n      a: b")).containsExactly(
            "config/application.yml:5:5 - [CONFIG_TYPE] key 'core.default.restPort' needs an integer, found a block");
        assertThat(problemsOfFile("    size:", "    properties: x\n    size:")).containsExactly(
            "config/application.yml:18:5 - [CONFIG_TYPE] key 'storage.h2.properties' needs a block of keys, found 'x'");
    }

    @Test
    void unknownKeysAreToldWithTheNearest() {
        assertThat(problemsOfFile("restPort:", "restPrt:")).containsExactly(
            "config/application.yml:5:5 - [CONFIG_KEY] key 'core.default.restPrt' is not known, did you mean 'core.default.restPort'?");
        assertThat(problemsOfFile("targets:", "completelyElse:")).containsExactly(
            "config/application.yml:20:5 - [CONFIG_KEY] key 'storage.banyandb.completelyElse' is not known");
        assertThat(problems("core.default.restport", "1")).containsExactly(
            "system property core.default.restport - [CONFIG_KEY] key 'core.default.restport' is not known, did you mean 'core.default.restPort'?");
        assertThat(problems("core.default.endpoint-name-grouping", "x", "core.other", "x", "unrelated.default.key", "x", "core.other.key", "x")).isEmpty();
    }

    @Test
    void unknownModulesAndProvidersAreToldWithTheNearest() {
        assertThat(problemsOfFile("exporter:", "exportr:")).containsExactly(
            "config/application.yml:25:1 - [CONFIG_MODULE] module 'exportr' is not known, did you mean 'exporter'?");
        assertThat(problemsOfFile("  banyandb:", "  banyanbd:")).containsExactly(
            "config/application.yml:19:3 - [CONFIG_PROVIDER] module 'storage' has no provider 'banyanbd', did you mean 'banyandb'?");
        assertThat(problems("SW_STORAGE", "h3")).containsExactly(
            "environment SW_STORAGE - [CONFIG_PROVIDER] module 'storage' has no provider 'h3', did you mean 'h2'? (there are: banyandb, h2)");
        assertThat(problems("SW_STORAGE", "")).containsExactly(
            "environment SW_STORAGE - [CONFIG_PROVIDER] module 'storage' selects no provider; write - to switch it off");
    }

    @Test
    void providersThatAreNotBuiltInSayWhy() {
        assertThat(problems("SW_STORAGE", "elasticsearch")).containsExactly("environment SW_STORAGE - [CONFIG_PROVIDER] provider 'elasticsearch' of module 'storage' "
            + "cannot be selected: it is left out, production storage is BanyanDB (there are: banyandb, h2)");
        assertThat(problems("SW_STORAGE", "mysql")).containsExactly("environment SW_STORAGE - [CONFIG_PROVIDER] provider 'mysql' of module 'storage' cannot be "
            + "selected: it needs com.mysql.cj.jdbc.Driver; add io.quarkus:quarkus-jdbc-mysql to the application (there are: banyandb, h2)");
        assertThat(problemsOfFile("  banyandb:\n    targets: ${SW_STORAGE_BANYANDB_TARGETS:localhost:17912}\n", "  elasticsearch:\n    anyKey: x\n")).isEmpty();
    }

    @Test
    void aMissingModuleIsToldWithTheModuleThatNeedsIt() {
        assertThat(problems("SW_STORAGE", "-")).containsExactly(
            "environment SW_STORAGE - [CONFIG_REQUIRED] module 'storage' is off, and required by core.default");
        assertThat(problems("SW_EXPORTER", "default", "SW_CORE", "-", "SW_OTEL_RECEIVER", "-")).containsExactly(
            "environment SW_CORE - [CONFIG_REQUIRED] module 'core' is off, and required by storage.h2",
            "environment SW_OTEL_RECEIVER - [CONFIG_REQUIRED] module 'receiver-otel' is off, and required by exporter.default");
        assertThat(problemsOfFile("  selector: ${SW_CORE:default}", "  selector: ${SW_CORE:-}")).containsExactly(
            "config/application.yml:2:3 - [CONFIG_REQUIRED] module 'core' is off, and required by storage.h2, receiver-otel.default");
        assertThat(load("core:\n  default:\n").problems()).extracting(ConfigurationProblem::describe).containsExactly(
            "config/application.yml - [CONFIG_REQUIRED] module 'storage' is off, and required by core.default");
    }

    @Test
    void aFileMayLackModulesAndSelectors() {
        var shortFile = "core:\n  default:\n    restPort: 1\nstorage:\n  banyandb:\n";
        var outcome = load(shortFile);
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.configuration().module("storage").provider()).isEqualTo("banyandb");
        assertThat(load("storage:\n  banyandb:\n  h2:\n").problems()).extracting(ConfigurationProblem::message)
            .containsExactly("module 'storage' has the providers banyandb, h2 and no selector");
    }

    @Test
    void aKeyWithoutAValueIsTold() {
        assertThat(problemsOfFile("restHost: ${SW_CORE_REST_HOST:0.0.0.0}", "restHost:")).containsExactly(
            "config/application.yml:4:5 - [CONFIG_EMPTY] key 'core.default.restHost' has no value; write \"\" for an empty text");
    }

    @Test
    void variablesThatLookMistypedAreWarnedAbout() {
        assertThat(load(FILE, "SW_CORE_REST_PROT", "1", "SW_AGENT_NAME", "x", "SW_OTHER_SOFTWARE", "x").warnings())
            .containsExactly("Variable SW_CORE_REST_PROT is set, but nothing reads it; did you mean SW_CORE_REST_PORT?");
    }

    @Test
    void brokenFilesAreToldWithThePosition() {
        assertThat(ConfigurationFileReader.read("a.yml", "core:\n  default: [\n").problems()).extracting(ConfigurationProblem::describe).singleElement().asString()
            .startsWith("a.yml:3:1 - [CONFIG_SYNTAX] ");
        assertThat(ConfigurationFileReader.read("a.yml", "core: 1\nstorage:\n  h2: x\n").problems()).extracting(ConfigurationProblem::describe).containsExactly(
            "a.yml:1:1 - [CONFIG_SYNTAX] module 'core' must be a block with its providers",
            "a.yml:3:3 - [CONFIG_SYNTAX] provider 'storage.h2' must be a block of settings");
    }

    @Test
    void secretsAreNotShown() {
        var configuration = load(FILE, "SW_STORAGE_H2_URL", "jdbc:h2:mem:x;PASSWORD=top;USER=me;MODE=y").configuration();
        assertThat(configuration.toString()).contains("PASSWORD=******;", "MODE=y", "dataSource.user=******").doesNotContain("top", "me;", "=sa");
    }
}

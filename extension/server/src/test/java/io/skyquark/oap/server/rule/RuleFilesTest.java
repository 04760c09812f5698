// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.skywalking.oap.meter.analyzer.prometheus.rule.MetricsRule;
import org.apache.skywalking.oap.meter.analyzer.prometheus.rule.Rule;
import org.apache.skywalking.oap.server.core.UnexpectedException;
import org.apache.skywalking.oap.server.library.module.ModuleStartException;
import org.apache.skywalking.oap.server.receiver.zabbix.provider.config.ZabbixConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a setting selects: the same as upstream's own loader does over the same folder. */
class RuleFilesTest {

    private static final String[] FILES = {"rules/vm.yaml", "rules/vm-2.yml", "rules/v.m.yaml", "rules/nginx/metrics.yaml", "rules/nginx/logs.yaml",
        "rules/nginx/deep/down.yaml", "rules/k8s/node.yml", "rules/.hidden.yaml", "rules/empty.yaml", "rules/readme.txt", "other/vm.yaml"};

    @TempDir
    private static Path folder;

    @BeforeEach
    void boot() throws Exception {
        SampleCatalog.boot(FILES);
        for (var name : FILES) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), name.endsWith("empty.yaml") ? "# nothing\n" : "metricPrefix: sample\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm", "vm.yaml", "/vm", " vm , nginx/*", "*", "**", "nginx/**", "**/*", "nginx/metrics,k8s/*", "v?", "v*", "k8s/{node}.yml", "v.m",
        "vm-2.yml", "empty", "vm.yml", "nginx", "nope", "nope,vm", "nope,nor-this,/nor/that.yaml,vm", "", "//vm", ".hidden", "*.txt", "[v]m",
        "vm-2.yaml", "other/vm", "*.yaml"})
    void aFolderIsSelectedFromAsUpstreamDoes(String setting) throws Exception {
        var enabled = List.of(setting.split(","));
        assertThat(ours(enabled)).isEqualTo(upstream(enabled));
    }

    @Test
    void patternsMayOverlap() {
        assertThat(ours(List.of("vm", "vm", "*.yaml", "v*"))).containsExactly("v.m", "vm", "vm-2");
    }

    @Test
    void noPatternSelectsNothing() {
        assertThat(RuleFiles.loadRules("rules", List.of())).isEmpty();
        assertThat(RuleFiles.loadRules("missing", List.of())).isEmpty();
        assertThatThrownBy(() -> RuleFiles.loadRules("missing", List.of("vm"))).isInstanceOf(UnexpectedException.class)
            .hasMessage("Some configuration files of enabled rules are not found, enabled rules: [vm{.yaml,.yml}]");
    }

    private static List<String> ours(List<String> enabled) {
        try {
            return RuleFiles.loadRules("rules", enabled).stream().map(Rule::getName).sorted().toList();
        } catch (UnexpectedException e) {
            return List.of(e.getMessage());
        }
    }

    /** Upstream's loader finds its folder on its own class path. */
    private static List<String> upstream(List<String> enabled) throws Exception {
        var classPath = new ArrayList<URL>();
        classPath.add(folder.toUri().toURL());
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        try (var loader = new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            // The YAML reader looks for the class of its result there.
            Thread.currentThread().setContextClassLoader(loader);
            var rules = (List<?>) loader.loadClass("org.apache.skywalking.oap.meter.analyzer.prometheus.rule.Rules")
                .getMethod("loadRules", String.class, List.class).invoke(null, "rules", enabled);
            var names = new ArrayList<String>();
            for (var rule : rules) {
                names.add((String) rule.getClass().getMethod("getName").invoke(rule));
            }
            return names.stream().sorted().toList();
        } catch (InvocationTargetException e) {
            assertThat(e.getCause().getClass().getName()).isEqualTo(UnexpectedException.class.getName());
            return List.of(e.getCause().getMessage());
        } finally {
            Thread.currentThread().setContextClassLoader(RuleFilesTest.class.getClassLoader());
        }
    }

    @Test
    void aBeanSaysWhatTheFileSays() {
        var rule = RuleFiles.loadRules("rules", List.of("nginx/metrics")).get(0);
        var expected = new Rule();
        expected.setName("nginx/metrics");
        expected.setMetricPrefix("sample");
        expected.setFilter(SampleMalFile.FILTER);
        expected.setInitExp(SampleMalFile.INIT);
        expected.setMetricsRules(List.of(new MetricsRule("requests", SampleMalFile.REQUESTS), new MetricsRule("broken", SampleMalFile.BROKEN)));
        assertThat(rule).isEqualTo(expected);
    }

    @Test
    void metersAndZabbixAreSelectedByName() throws Exception {
        assertThat(RuleFiles.loadConfig("rules", List.of("vm", "v.m", "metrics", "nginx/metrics", "empty", "nope"))).hasSize(2).first().satisfies(config -> {
            assertThat(config.getMetricPrefix()).isEqualTo("sample");
            assertThat(config.getFilter()).isEqualTo(SampleMalFile.FILTER);
            assertThat(config.getInitExp()).isEqualTo(SampleMalFile.INIT);
            assertThat(config.getExpPrefix()).isNull();
            assertThat(config.getMetricsRules()).extracting("name", "exp").containsExactly(
                tuple("requests", SampleMalFile.REQUESTS), tuple("broken", SampleMalFile.BROKEN));
        });
        assertThat(RuleFiles.loadConfigs("rules", List.of("vm"))).singleElement().satisfies(config -> {
            assertThat(config.getEntities().getHostPatterns()).containsExactly(".+");
            assertThat(config.getEntities().getLabels()).extracting(ZabbixConfig.EntityLabel::getName).containsExactly("service", "host");
            assertThat(config.getEntities().getLabels()).extracting(ZabbixConfig.EntityLabel::getFromItem).containsExactly(null, "agent.hostname");
            assertThat(config.getEntities().getLabels()).extracting(ZabbixConfig.EntityLabel::getValue).containsExactly("fixed", null);
            assertThat(config.getRequiredZabbixItemKeys()).containsExactly("system.load");
            assertThat(config.getMetrics()).extracting(ZabbixConfig.Metric::getName).containsExactly("requests", "broken");
        });
        assertThat(RuleFiles.loadConfig("missing", null)).isEmpty();
        assertThat(RuleFiles.loadConfigs("missing", List.of())).isEmpty();
    }

    @Test
    void aMissingFolderOfMetersStopsTheModule() {
        for (var loader : Arrays.<Loader>asList(RuleFiles::loadConfig, RuleFiles::loadConfigs)) {
            assertThatThrownBy(() -> loader.load("missing", List.of("vm"))).isInstanceOf(ModuleStartException.class).hasMessageEndingWith("configs failed")
                .hasRootCauseMessage("path not found: missing");
        }
    }

    private interface Loader {

        List<?> load(String path, List<String> names) throws ModuleStartException;
    }
}

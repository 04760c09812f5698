// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.Yaml;

/** MAL rules to break: upstream's where its configuration lies beside the project, otherwise the project's own. */
final class RuleCorpus {

    /** A rule with what its file puts around it; all but name and expression may be null. */
    record Sample(String folder, String name, String exp, String expPrefix, String expSuffix, String filter) {
    }

    private static final Path UPSTREAM = Path.of("../../../shared/upstream/oap-10.1.0-config");
    private static final Path OWN = Path.of("../../oap-app/src/main/resources/skywalking");
    private static final List<String> FOLDERS = List.of("otel-rules", "meter-analyzer-config", "envoy-metrics-rules", "log-mal-rules", "telegraf-rules",
        "zabbix-rules");

    private RuleCorpus() {
    }

    static List<Sample> read() {
        var root = Files.isDirectory(UPSTREAM) ? UPSTREAM : OWN;
        List<Sample> samples = new ArrayList<>();
        for (var folder : FOLDERS) {
            try (var files = Files.walk(root.resolve(folder))) {
                for (var file : files.filter(path -> path.toString().matches(".*\\.ya?ml")).sorted().toList()) {
                    add(folder, Files.readString(file), samples);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return samples;
    }

    private static void add(String folder, String text, List<Sample> to) {
        Map<String, Object> file = new Yaml().load(text);
        var rules = file == null ? null : (List<?>) file.getOrDefault("metricsRules", file.get("metrics"));
        for (var entry : rules == null ? List.of() : rules) {
            var rule = (Map<?, ?>) entry;
            to.add(new Sample(folder, text(rule.get("name")), text(rule.get("exp")), text(file.get("expPrefix")), text(file.get("expSuffix")),
                text(file.get("filter"))));
        }
    }

    private static String text(Object value) {
        return value == null ? null : value.toString().strip();
    }
}

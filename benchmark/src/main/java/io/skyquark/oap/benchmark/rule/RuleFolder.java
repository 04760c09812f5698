// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.yaml.snakeyaml.Yaml;

import io.skyquark.oap.deployment.rule.RuleFolders;

/**
 * The rule files of one folder, which has the shape of upstream's configuration folder.
 *
 * @param texts file relative to the folder to its text
 */
record RuleFolder(Path path, SortedMap<String, String> texts) {

    /** System property that names the folder. */
    static final String PROPERTY = "rules";

    private static final String OWN = "oap-app/src/main/resources/skywalking";
    private static final String HIERARCHY = "hierarchy-definition.yml";

    static RuleFolder current() {
        return of(Path.of(System.getProperty(PROPERTY, OWN)));
    }

    static RuleFolder of(Path path) {
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("No folder " + path.toAbsolutePath() + ": run from the root of the project, or name a folder of rules with -D"
                + PROPERTY + "=...");
        }
        var texts = new TreeMap<String, String>();
        try (var files = Files.walk(path)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = path.relativize(file).toString().replace('\\', '/');
                if (RuleFolders.isRuleFile(name)) {
                    texts.put(name, Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RuleFolder(path, texts);
    }

    List<MalText> mal() {
        List<MalText> files = new ArrayList<>();
        texts.forEach((file, text) -> {
            var read = file.startsWith("lal/") || file.equals(HIERARCHY) ? null : MalText.read(file, text);
            if (read != null) {
                files.add(read);
            }
        });
        return files;
    }

    /** Text of each matching rule by name. */
    @SuppressWarnings("unchecked")
    Map<String, String> matchingRules() {
        var text = texts.get(HIERARCHY);
        return text == null ? Map.of() : new TreeMap<>((Map<String, String>) new Yaml().<Map<String, Object>>load(text).get("auto-matching-rules"));
    }
}

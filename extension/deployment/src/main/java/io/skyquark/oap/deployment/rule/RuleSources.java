// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.quarkus.deployment.dev.RuntimeUpdatesProcessor;
import io.skyquark.oap.deployment.CatalogBuildItem;

/**
 * Where rule files are edited. Those of the application are copied to the class path by Quarkus, after it has looked for changes.
 *
 * @param roots folders that are laid out like the catalog; of a file that is in several, the first counts
 */
record RuleSources(List<Path> roots) {

    static RuleSources below(Path folder) {
        return new RuleSources(List.of(folder.toAbsolutePath().normalize()));
    }

    static RuleSources ofApplication() {
        var quarkus = RuntimeUpdatesProcessor.INSTANCE;
        return new RuleSources(quarkus == null ? List.of() : quarkus.getResourcesDir().stream().map(root -> root.resolve(CatalogBuildItem.OWN)).toList());
    }

    /** Name in the catalog of each rule file that is there now, to its path. */
    SortedMap<String, Path> files() {
        SortedMap<String, Path> files = new TreeMap<>();
        for (var root : roots) {
            if (!Files.isDirectory(root)) {
                continue;
            }
            try (var found = Files.walk(root)) {
                found.forEach(path -> {
                    var name = root.relativize(path).toString().replace('\\', '/');
                    if (RuleFolders.isRuleFile(name) && Files.isRegularFile(path)) {
                        files.putIfAbsent(name, path);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list " + root, e);
            }
        }
        return files;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;

import io.quarkus.deployment.ApplicationArchive;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.HotDeploymentWatchedFileBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.skyquark.oap.deployment.rule.RuleFolders;
import io.skyquark.oap.deployment.spi.ClassCatalogEntryBuildItem;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.skyquark.oap.runtime.OapBuildTimeConfig;

/** Finds the rule and settings files, carries them into the application, and watches them in dev mode. */
class CatalogProcessor {

    /** A user's folder is carried under another name, so that a file it lacks is not found in the application's own. */
    static final String CONFIG_DIR = "skywalking-config-dir";
    /** {@code OapResources.FILES}; the class links OAP types at run time and is not loaded here. */
    private static final String FILES_KEY = "catalog:files";

    @BuildStep
    CatalogBuildItem findFiles(OapBuildTimeConfig config, ApplicationArchivesBuildItem archives, BuildProducer<ProblemBuildItem> problems) {
        if (config.configDir().isEmpty()) {
            SortedMap<String, Path> files = new TreeMap<>();
            for (ApplicationArchive archive : archives.getAllApplicationArchives()) {
                archive.accept(tree -> tree.walkIfContains(CatalogBuildItem.OWN, visit -> {
                    if (Files.isRegularFile(visit.getPath())) {
                        files.putIfAbsent(visit.getRelativePath("/").substring(CatalogBuildItem.OWN.length() + 1), visit.getPath());
                    }
                }));
            }
            return new CatalogBuildItem(CatalogBuildItem.OWN, files);
        }
        var dir = config.configDir().get().toAbsolutePath().normalize();
        if (!Files.isDirectory(dir)) {
            problems.produce(new ProblemBuildItem("CONFIG_DIR", dir.toString(), 0, 0, "quarkus.skywalking.config-dir is not a folder",
                "name the folder that holds application.yml and oal/"));
            return new CatalogBuildItem(CONFIG_DIR, new TreeMap<>());
        }
        return new CatalogBuildItem(CONFIG_DIR, filesBelow(dir));
    }

    private static SortedMap<String, Path> filesBelow(Path dir) {
        SortedMap<String, Path> files = new TreeMap<>();
        try (var found = Files.walk(dir)) {
            found.filter(Files::isRegularFile).forEach(file -> files.put(dir.relativize(file).toString().replace('\\', '/'), file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + dir, e);
        }
        return files;
    }

    @BuildStep
    void carryFiles(CatalogBuildItem catalog, BuildProducer<GeneratedResourceBuildItem> resources, BuildProducer<NativeImageResourceBuildItem> nativeResources,
                    BuildProducer<ClassCatalogEntryBuildItem> lists) throws IOException {
        for (var file : catalog.files().entrySet()) {
            var name = catalog.folder() + "/" + file.getKey();
            if (catalog.folder().equals(CONFIG_DIR)) {
                resources.produce(new GeneratedResourceBuildItem(name, Files.readAllBytes(file.getValue())));
            }
            nativeResources.produce(new NativeImageResourceBuildItem(name));
        }
        lists.produce(ClassCatalogEntryBuildItem.ofNames(FILES_KEY, new ArrayList<>(catalog.files().keySet())));
    }

    /**
     * A changed file means a new augmentation, except a rule file in development, which {@code LiveRules} looks after. Files of the application are watched by
     * their name, others by their path.
     */
    @BuildStep
    void watchFiles(CatalogBuildItem catalog, LaunchModeBuildItem launchMode, BuildProducer<HotDeploymentWatchedFileBuildItem> watched) {
        boolean live = launchMode.getLaunchMode() == LaunchMode.DEVELOPMENT;
        catalog.files().forEach((name, path) -> {
            if (!live || !RuleFolders.isRuleFile(name)) {
                watched.produce(new HotDeploymentWatchedFileBuildItem(catalog.folder().equals(CONFIG_DIR) ? path.toString() : CatalogBuildItem.OWN + "/" + name));
            }
        });
    }
}

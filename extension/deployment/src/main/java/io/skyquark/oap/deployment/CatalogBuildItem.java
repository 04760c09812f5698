// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment;

import java.nio.file.Path;
import java.util.SortedMap;

import io.quarkus.builder.item.SimpleBuildItem;

/**
 * The rule and settings files that this build compiles and carries: the application's {@code skywalking/} resources, or the folder that
 * {@code quarkus.skywalking.config-dir} names. Produced by {@code CatalogProcessor}, consumed by every processor that reads such a file.
 */
public final class CatalogBuildItem extends SimpleBuildItem {

    /** Folder of these files among the resources of an application. */
    public static final String OWN = "skywalking";

    private final String folder;
    private final SortedMap<String, Path> files;

    CatalogBuildItem(String folder, SortedMap<String, Path> files) {
        this.folder = folder;
        this.files = files;
    }

    /** Class-path folder under which the run time finds the files, without a trailing slash. */
    public String folder() {
        return folder;
    }

    /** Name relative to the folder, for example {@code oal/core.oal}, to the file to read now. */
    public SortedMap<String, Path> files() {
        return files;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import java.util.List;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * One key of the run-time {@code ClassCatalog}: the classes, or the plain names, that upstream would have found by scanning or generated itself.
 * Produced by the scan and OAL processors, consumed by the processor that generates the catalog.
 */
public final class ClassCatalogEntryBuildItem extends MultiBuildItem {

    private final String key;
    private final List<String> classes;
    private final List<String> names;

    private ClassCatalogEntryBuildItem(String key, List<String> classes, List<String> names) {
        this.key = key;
        this.classes = classes;
        this.names = names;
    }

    public static ClassCatalogEntryBuildItem ofClasses(String key, List<String> classes) {
        return new ClassCatalogEntryBuildItem(key, List.copyOf(classes), null);
    }

    public static ClassCatalogEntryBuildItem ofNames(String key, List<String> names) {
        return new ClassCatalogEntryBuildItem(key, null, List.copyOf(names));
    }

    public String key() {
        return key;
    }

    /** Class names in visiting order, or {@code null} where the entry holds plain names. */
    public List<String> classes() {
        return classes;
    }

    /** Plain names, or {@code null} where the entry holds classes. */
    public List<String> names() {
        return names;
    }
}

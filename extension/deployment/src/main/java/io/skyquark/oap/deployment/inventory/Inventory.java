// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one build found and decided, as lines of text: a section is a kind of thing, an entry one of them with the facts that must not change unseen.
 *
 * @param sections in the order in which they are shown
 */
record Inventory(List<Section> sections) {

    /**
     * @param locked whether the entries follow from upstream and this project, and belong to the lock file; what a user writes does not
     */
    record Section(String name, boolean locked, SortedSet<String> entries) {

        Section(String name, boolean locked, List<String> entries) {
            this(name, locked, new TreeSet<>(entries));
        }
    }

    /** The page for readers. */
    String markdown() {
        var page = new StringBuilder("# What this build contains\n");
        for (var section : sections) {
            page.append("\n## ").append(section.name()).append(" (").append(section.entries().size()).append(")\n\n");
            section.entries().forEach(entry -> page.append("- ").append(entry).append('\n'));
        }
        return page.toString();
    }

    /** The lines of the lock file. */
    List<String> lock() {
        var lines = new ArrayList<String>();
        sections.stream().filter(Section::locked)
            .forEach(section -> section.entries().forEach(entry -> lines.add(section.name() + ": " + entry)));
        return lines;
    }
}

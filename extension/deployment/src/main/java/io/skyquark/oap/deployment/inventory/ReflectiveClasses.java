// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.inventory;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import io.skyquark.oap.deployment.spi.ReflectionBuildItem;

/** The classes that a native server may look at by reflection, each with what is looked at and every reason for it. */
final class ReflectiveClasses {

    private ReflectiveClasses() {
    }

    static List<String> describe(List<ReflectionBuildItem> items) {
        Map<String, TreeSet<String>> reasons = new TreeMap<>();
        for (var item : items) {
            var reason = item.access().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", " + item.reason();
            item.classNames().forEach(name -> reasons.computeIfAbsent(name, any -> new TreeSet<>()).add(reason));
        }
        return reasons.entrySet().stream().map(entry -> entry.getKey() + ": " + String.join("; ", entry.getValue())).toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.Map;
import java.util.TreeMap;

import io.skyquark.oap.model.RuleCatalog;
import io.skyquark.oap.server.ListedClasses;
import io.skyquark.oap.server.OapRuntimeForTests;
import io.skyquark.oap.server.resource.OapResources;

/** Boots rule files that a test wrote by hand. */
public final class SampleCatalog implements RuleCatalog {

    private final Map<String, Object> files;

    private SampleCatalog(Map<String, Object> files) {
        this.files = files;
    }

    /** @param files the names of all files of the catalog folder; those that end with {@code empty.yaml} hold no rules */
    public static void boot(String... files) {
        Map<String, Object> compiled = new TreeMap<>();
        for (var name : files) {
            if (!name.endsWith("empty.yaml")) {
                compiled.put(name, new SampleMalFile(name));
            }
        }
        boot(compiled, files);
    }

    static void boot(Map<String, Object> compiled, String... files) {
        OapRuntimeForTests.classes(new ListedClasses().name(OapResources.FILES, files));
        CompiledRules.boot(new SampleCatalog(compiled));
    }

    @Override
    public String[] files() {
        return files.keySet().toArray(String[]::new);
    }

    @Override
    public Object file(String name) {
        return files.get(name);
    }

    @Override
    public Object access() {
        return null;
    }
}

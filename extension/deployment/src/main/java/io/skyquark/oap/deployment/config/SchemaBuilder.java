// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.skyquark.oap.deployment.spi.OapModuleBuildItem;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem.Status;
import io.skyquark.oap.runtime.config.ConfigurationSchema;
import io.skyquark.oap.runtime.config.ConfigurationSchema.Module;
import io.skyquark.oap.runtime.config.ConfigurationSchema.Provider;
import io.skyquark.oap.runtime.config.KeyType;

/** What the start has to know of modules, providers and keys. */
final class SchemaBuilder {

    private SchemaBuilder() {
    }

    static ConfigurationSchema of(List<OapModuleBuildItem> items) {
        Map<String, Map<String, Provider>> providers = new TreeMap<>();
        for (var item : items) {
            providers.computeIfAbsent(item.module(), name -> new TreeMap<>()).put(item.provider(), provider(item));
        }
        Map<String, Module> modules = new LinkedHashMap<>();
        providers.forEach((name, own) -> modules.put(name, new Module(name, own)));
        return new ConfigurationSchema(modules);
    }

    private static Provider provider(OapModuleBuildItem item) {
        Map<String, KeyType> keys = new TreeMap<>();
        if (item.wiring() == null) {
            return new Provider(item.provider(), "it is left out, " + item.reason(), List.of(), keys);
        }
        item.wiring().keys().forEach(key -> keys.put(key.name(), key.type()));
        return new Provider(item.provider(), item.status() == Status.AVAILABLE ? item.reason() : "", item.wiring().requires(), keys);
    }
}

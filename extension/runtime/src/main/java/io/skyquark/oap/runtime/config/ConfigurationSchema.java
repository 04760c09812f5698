// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What augmentation knows of modules, providers and keys.
 *
 * @param modules every module that is built in or left out, by name
 */
public record ConfigurationSchema(Map<String, Module> modules) {

    public record Module(String name, Map<String, Provider> providers) {

        Collection<String> available() {
            return providers.values().stream().filter(provider -> provider.reason().isEmpty()).map(Provider::name).sorted().toList();
        }

        boolean isBuiltIn() {
            return providers.values().stream().anyMatch(provider -> provider.reason().isEmpty());
        }
    }

    /**
     * @param reason why the provider cannot be selected, or an empty string where it is built in
     * @param requires names of the modules that must be on with this provider
     * @param keys empty where the provider has no settings, or is not built in
     */
    public record Provider(String name, String reason, List<String> requires, Map<String, KeyType> keys) {
    }

    Module module(String name) {
        return modules.get(name);
    }

    Provider provider(String module, String provider) {
        var known = modules.get(module);
        return known == null ? null : known.providers().get(provider);
    }
}

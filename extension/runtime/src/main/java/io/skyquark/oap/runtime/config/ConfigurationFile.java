// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.List;

import io.skyquark.oap.runtime.config.ConfigurationProblem.Origin;

/**
 * An {@code application.yml} in upstream's format: what is written in it, before any placeholder is replaced.
 *
 * @param name how problems name the file
 * @param modules in the order of the file
 */
public record ConfigurationFile(String name, List<ModuleBlock> modules) {

    /** @param selector the text of the {@code selector} key, or {@code null} */
    public record ModuleBlock(String name, Origin at, Setting selector, List<ProviderBlock> providers) {

        ProviderBlock provider(String provider) {
            return providers.stream().filter(block -> block.name().equals(provider)).findFirst().orElse(null);
        }

        List<String> providerNames() {
            return providers.stream().map(ProviderBlock::name).toList();
        }
    }

    public record ProviderBlock(String name, Origin at, List<Setting> settings) {
    }

    /**
     * One key.
     *
     * @param text the written value, or {@code null} where there is none or a block
     * @param block the keys of a nested block, or {@code null}
     */
    public record Setting(String key, Origin at, String text, List<Setting> block) {
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.List;

import io.quarkus.builder.item.SimpleBuildItem;
import io.skyquark.oap.deployment.rule.exchange.CompiledFile;

/** What every rule file came to, sorted by the file's name; between the steps of {@link RuleProcessor}. */
final class CompiledRulesBuildItem extends SimpleBuildItem {

    private final List<CompiledFile> files;

    CompiledRulesBuildItem(List<CompiledFile> files) {
        this.files = files;
    }

    List<CompiledFile> files() {
        return files;
    }
}

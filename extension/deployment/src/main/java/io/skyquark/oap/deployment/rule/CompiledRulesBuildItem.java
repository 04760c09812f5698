// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.List;

import io.quarkus.builder.item.SimpleBuildItem;
import io.skyquark.oap.deployment.rule.exchange.CompiledFile;

/** What every rule file came to, sorted by the file's name; between the steps of {@link RuleProcessor}. */
final class CompiledRulesBuildItem extends SimpleBuildItem {

    private final RuleCompilation compilation;
    private final List<CompiledFile> files;

    CompiledRulesBuildItem(RuleCompilation compilation, List<CompiledFile> files) {
        this.compilation = compilation;
        this.files = files;
    }

    /** What compiled them, and may compile more of them. */
    RuleCompilation compilation() {
        return compilation;
    }

    List<CompiledFile> files() {
        return files;
    }
}

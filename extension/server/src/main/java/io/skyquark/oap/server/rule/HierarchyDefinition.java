// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.io.FileNotFoundException;
import java.util.HashMap;
import java.util.Map;

import org.apache.skywalking.oap.server.core.UnexpectedException;
import org.apache.skywalking.oap.server.core.config.HierarchyDefinitionService;
import org.apache.skywalking.oap.server.core.config.HierarchyDefinitionService.MatchingRule;

/** Takes the place of upstream's reader of {@code hierarchy-definition.yml}. */
public final class HierarchyDefinition {

    private static final String FILE = "hierarchy-definition.yml";

    private HierarchyDefinition() {
    }

    /** Fills both maps of the service; upstream's own code checks them afterwards. */
    public static void init(HierarchyDefinitionService service) {
        var file = CompiledRules.current().file(FILE, HierarchyFile.class);
        if (file == null) {
            throw new UnexpectedException(FILE + " not found.", new FileNotFoundException("the server was built without " + FILE));
        }
        OwnRules.warn(FILE);
        CompiledRules.current().select(file);
        var levels = file.levels();
        for (int i = 0; i < levels.length; i += 2) {
            service.getLayerLevels().put(levels[i], Integer.valueOf(levels[i + 1]));
        }
        Map<String, MatchingRule> rules = new HashMap<>();
        var texts = file.rules();
        for (int i = 0; i < texts.length; i += 2) {
            rules.put(texts[i], new MatchingRule(texts[i], texts[i + 1]));
        }
        var relations = file.relations();
        for (int i = 0; i < relations.length; i += 3) {
            service.getHierarchyDefinition().computeIfAbsent(relations[i], upper -> new HashMap<>()).put(relations[i + 1], rules.get(relations[i + 2]));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.apache.skywalking.oap.server.core.analysis.Layer;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.yaml.YamlMapping;
import io.skyquark.oap.deployment.rule.yaml.YamlScalar;

/** Reads a LAL file: a list of rules, each with a name, a layer and a script. */
final class LalFileReader {

    private static final String CODE = "LAL_FILE";
    private static final Set<String> LAYERS = new TreeSet<>(Arrays.stream(Layer.values()).map(Layer::name).toList());

    /** One rule as the file has it. */
    record Source(String name, String layer, YamlScalar script) {
    }

    private LalFileReader() {
    }

    /** The rules that are complete; what is wrong with the others goes to the findings. */
    static List<Source> read(String text, Findings findings) {
        var file = YamlMapping.read(text, findings, "rules");
        if (file == null) {
            return List.of();
        }
        if (!file.has("rules")) {
            findings.add(CODE, file.at(), "there is no list 'rules'", "a file without rules is an empty one");
        }
        List<Source> rules = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (var rule : file.mappings("rules", "name", "layer", "dsl")) {
            var name = required(rule, "name", findings);
            findings.rule(name == null ? "" : name.value());
            var layer = required(rule, "layer", findings);
            var script = required(rule, "dsl", findings);
            if (layer != null && !LAYERS.contains(layer.value())) {
                findings.add(CODE, layer.at(), "there is no layer '" + layer.value() + "'", Nearest.hint(layer.value(), LAYERS));
            }
            if (name != null && layer != null && script != null && !known.add(layer.value() + "/" + name.value())) {
                findings.add(CODE, name.at(), "layer " + layer.value() + " has a rule of this name already", "give it another name");
            } else if (name != null && layer != null && script != null) {
                rules.add(new Source(name.value(), layer.value(), script));
            }
            findings.rule("");
        }
        return rules;
    }

    private static YamlScalar required(YamlMapping rule, String key, Findings findings) {
        boolean there = rule.has(key);
        var value = rule.scalar(key);
        if (!there || value != null && value.value().isBlank()) {
            findings.add(CODE, rule.at(), "a rule has no '" + key + "'", "name, layer and dsl are needed");
            return null;
        }
        return value;
    }
}

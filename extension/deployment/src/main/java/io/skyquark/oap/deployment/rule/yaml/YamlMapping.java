// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.exchange.Position;

/** A mapping of a rule file, read with positions; what is wrong with it goes to the findings. */
public final class YamlMapping {

    private static final String CODE = "RULE_FILE";

    private final String file;
    private final Findings findings;
    private final Position at;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private YamlMapping(String file, Findings findings, MappingNode node, List<String> known) {
        this.file = file;
        this.findings = findings;
        this.at = YamlText.position(file, node.getStartMark());
        for (var tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                findings.add(CODE, position(tuple.getKeyNode()), "a key is not a plain text", "");
                continue;
            }
            if (known != null && !known.contains(key.getValue())) {
                findings.add(CODE, position(key), "'" + key.getValue() + "' is not a key of this place", Nearest.hintOrAll(key.getValue(),
                    new TreeSet<>(known), "keys"));
            } else if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                findings.add(CODE, position(key), "'" + key.getValue() + "' is there twice", "remove one of them");
            }
        }
    }

    /**
     * The mapping that a file consists of.
     *
     * @param known the keys it may have
     * @return null where the file is empty or, with a finding, not a mapping
     */
    public static YamlMapping read(String text, Findings findings, String... known) {
        try {
            var node = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (node == null || node.getTag().equals(Tag.NULL)) {
                return null;
            }
            if (!(node instanceof MappingNode mapping)) {
                findings.add(CODE, YamlText.position(text, node.getStartMark()), "the file is not a mapping of keys to values", "");
                return null;
            }
            return new YamlMapping(text, findings, mapping, List.of(known));
        } catch (MarkedYAMLException e) {
            YamlProblem.tell(e, text, findings);
            return null;
        } catch (ReaderException e) {
            // Its own position counts characters from wherever its buffer began.
            int index = unprintable(text);
            findings.add(CODE, YamlText.position(text, index), String.format("the character U+%04X is not allowed in YAML", text.codePointAt(index)),
                "remove it");
            return null;
        } catch (YAMLException e) {
            findings.add(CODE, new Position(1, 1), "the YAML is not well-formed: " + e.getMessage().lines().findFirst().orElse(""), "");
            return null;
        }
    }

    private static int unprintable(String text) {
        int index = 0;
        while (index < text.length() - 1 && StreamReader.isPrintable(text.codePointAt(index))) {
            index += Character.charCount(text.codePointAt(index));
        }
        return index;
    }

    public Position at() {
        return at;
    }

    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    public boolean has(String key) {
        return values.containsKey(key) && !values.get(key).getTag().equals(Tag.NULL);
    }

    /** Where a value begins. */
    public Position at(String key) {
        return values.containsKey(key) ? position(values.get(key)) : at;
    }

    /** A text, or null where there is none; what is not a scalar is a finding. */
    public YamlScalar scalar(String key) {
        if (!has(key)) {
            return null;
        }
        if (values.get(key) instanceof ScalarNode scalar) {
            return new YamlScalar(file, scalar);
        }
        findings.add(CODE, at(key), "'" + key + "' is not a text", "");
        return null;
    }

    /** The elements of a list that are mappings; empty where there is no list. */
    public List<YamlMapping> mappings(String key, String... known) {
        List<YamlMapping> found = new ArrayList<>();
        for (var element : elements(key)) {
            if (element instanceof MappingNode mapping) {
                found.add(new YamlMapping(file, findings, mapping, List.of(known)));
            } else {
                findings.add(CODE, position(element), "an element of '" + key + "' is not a mapping", known.length == 0 ? "" : "begin it with '- " + known[0]
                    + ": '");
            }
        }
        return found;
    }

    /** A mapping with any keys, or with the given ones; null where there is none. */
    public YamlMapping mapping(String key, String... known) {
        if (!has(key)) {
            return null;
        }
        if (values.get(key) instanceof MappingNode mapping) {
            return new YamlMapping(file, findings, mapping, known.length == 0 ? null : List.of(known));
        }
        findings.add(CODE, at(key), "'" + key + "' is not a mapping", "");
        return null;
    }

    /** The elements of a list that are texts. */
    public List<String> texts(String key) {
        List<String> found = new ArrayList<>();
        for (var element : elements(key)) {
            if (element instanceof ScalarNode scalar) {
                found.add(scalar.getValue());
            } else {
                findings.add(CODE, position(element), "an element of '" + key + "' is not a text", "");
            }
        }
        return found;
    }

    private List<Node> elements(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (values.get(key) instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        findings.add(CODE, at(key), "'" + key + "' is not a list", "begin each element with '- '");
        return List.of();
    }

    private Position position(Node node) {
        return YamlText.position(file, node.getStartMark());
    }
}

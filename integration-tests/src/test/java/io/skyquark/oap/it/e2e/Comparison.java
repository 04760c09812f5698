// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Compares a rendered expectation with the actual value. */
final class Comparison {

    private final Contained contained;
    private final RenderedText rendered;
    private final boolean asText;
    private final List<Difference> differences = new ArrayList<>();

    /** @param asText whether two values are equal that have the same text, as those in {@code contains} are: 7 and "7" */
    Comparison(Contained contained, RenderedText rendered, boolean asText) {
        this.contained = contained;
        this.rendered = rendered;
        this.asText = asText;
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }

    void compare(Node expected, Object actual, String path) {
        if (expected instanceof ScalarNode scalar) {
            var outcome = contained.find(scalar.getValue());
            if (outcome != null) {
                compareContained(scalar, outcome, actual, path);
                return;
            }
        }
        if (expected instanceof MappingNode mapping && actual instanceof Map<?, ?> map) {
            compareMaps(mapping, map, path);
        } else if (expected instanceof SequenceNode sequence && actual instanceof List<?> list) {
            compareLists(sequence, list, path);
        } else {
            compareScalars(expected, actual, path);
        }
    }

    private void compareContained(ScalarNode expected, Contained.Outcome outcome, Object actual, String path) {
        if (!outcome.differences().isEmpty()) {
            outcome.differences().forEach(inner -> differences.add(new Difference(inner.line(), path + inner.path(), inner.message())));
        } else if (!GoValues.text(outcome.list()).equals(GoValues.text(actual))) {
            differ(expected, path, "expected " + shortened(outcome.list()) + ", but was " + shortened(actual));
        }
    }

    private void compareMaps(MappingNode expected, Map<?, ?> actual, String path) {
        Map<String, Object> byText = new LinkedHashMap<>();
        actual.forEach((key, value) -> byText.put(GoValues.text(key), value));
        for (var entry : expected.getValue()) {
            var key = GoValues.text(YamlText.value(entry.getKeyNode()));
            if (byText.containsKey(key)) {
                compare(entry.getValueNode(), byText.remove(key), path + "." + key);
            } else {
                differ(entry.getKeyNode(), path, "there is no " + key);
            }
        }
        byText.forEach((key, value) -> differ(expected, path, "there is " + key + ": " + shortened(value) + " too much"));
    }

    private void compareLists(SequenceNode expected, List<?> actual, String path) {
        var entries = expected.getValue();
        for (int i = 0; i < Math.min(entries.size(), actual.size()); i++) {
            compare(entries.get(i), actual.get(i), path + "[" + i + "]");
        }
        if (entries.size() != actual.size()) {
            differ(expected, path, "expected " + entries.size() + " elements, but there are " + actual.size());
        }
    }

    private void compareScalars(Node expected, Object actual, String path) {
        var value = YamlText.value(expected);
        boolean equal = asText ? GoValues.text(value).equals(GoValues.text(actual)) : Objects.equals(value, actual);
        if (!equal) {
            differ(expected, path, "expected " + shortened(value) + kindWhereItMatters(value, actual) + ", but was " + shortened(actual)
                + kindWhereItMatters(actual, value));
        }
    }

    private static String kindWhereItMatters(Object value, Object other) {
        return GoValues.text(value).equals(GoValues.text(other)) ? " (" + GoValues.kind(value) + ")" : "";
    }

    private void differ(Node expected, String path, String message) {
        differences.add(new Difference(rendered.origin(expected == null ? 1 : expected.getStartMark().getLine() + 1), path, message));
    }

    private static String shortened(Object value) {
        var text = GoValues.text(value).replace("\n", "\\n");
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}

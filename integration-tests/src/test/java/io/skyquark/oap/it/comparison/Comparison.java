// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Compares two answers, with regard to what cannot be equal and to what we mean to differ. */
public final class Comparison {

    private final Rules normalised;
    private final Rules intended;
    private final String first;
    private final String second;
    private final Set<Rules.Rule> met = new LinkedHashSet<>();

    public Comparison(Rules normalised, Rules intended) {
        this(normalised, intended, "upstream", "ours");
    }

    /**
     * @param first who gives the first of two answers
     * @param second who gives the second one
     */
    public Comparison(Rules normalised, Rules intended, String first, String second) {
        this.normalised = normalised;
        this.intended = intended;
        this.first = first;
        this.second = second;
    }

    /**
     * @param path JSON pointer to where the answers part
     * @param text the path, and below it what each has there
     */
    public record Difference(String path, String text) {

        @Override
        public String toString() {
            return text;
        }
    }

    /** The differences that neither table explains. */
    public List<Difference> compare(String exchange, JsonNode firstAnswer, JsonNode secondAnswer) {
        List<Difference> differences = new ArrayList<>();
        diff("", normalise(exchange, "", firstAnswer), normalise(exchange, "", secondAnswer), differences);
        differences.removeIf(difference -> {
            var rule = intended.find(exchange, difference.path());
            rule.ifPresent(met::add);
            return rule.isPresent();
        });
        return differences;
    }

    /** The lines of the intended differences of which no comparison has shown an example. */
    public List<String> outdated() {
        return intended.all().stream().filter(rule -> !met.contains(rule)).map(Rules.Rule::source).toList();
    }

    private JsonNode normalise(String exchange, String path, JsonNode node) {
        var rule = normalised.find(exchange, path);
        if (rule.filter(found -> found.action().equals("any")).isPresent()) {
            return JsonNodeFactory.instance.textNode(node.isNull() ? "no value" : "any value");
        }
        if (node.isObject()) {
            var object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> object.set(field.getKey(), normalise(exchange, path + "/" + field.getKey(), field.getValue())));
            return object;
        }
        if (node.isArray()) {
            var elements = StreamSupport.stream(node.spliterator(), false).map(element -> normalise(exchange, path + "/0", element));
            var ordered = rule.filter(found -> found.action().equals("unordered")).isPresent()
                ? elements.sorted(Comparator.comparing(JsonNode::toString)) : elements;
            return JsonNodeFactory.instance.arrayNode().addAll(ordered.toList());
        }
        return node.isTextual() ? JsonNodeFactory.instance.textNode(ServerUnderTest.asTold(node.textValue())) : node;
    }

    private void diff(String path, JsonNode left, JsonNode right, List<Difference> differences) {
        if (left.isObject() && right.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            left.fieldNames().forEachRemaining(names::add);
            right.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> diff(path + "/" + name, left.path(name), right.path(name), differences));
        } else if (left.isArray() && right.isArray() && left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                diff(path + "/" + i, left.get(i), right.get(i), differences);
            }
        } else if (!left.equals(right)) {
            int width = Math.max(first.length(), second.length()) + 2;
            differences.add(new Difference(path, path + "\n    " + pad(first, width) + left + "\n    " + pad(second, width) + right));
        }
    }

    private static String pad(String name, int width) {
        return name + ":" + " ".repeat(width - name.length() - 1);
    }
}

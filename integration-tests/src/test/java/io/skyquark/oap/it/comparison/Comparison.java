// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Compares two answers, with regard to what cannot be equal and to what we mean to differ. */
final class Comparison {

    private final Rules normalised;
    private final Rules intended;
    private final Set<Rules.Rule> met = new LinkedHashSet<>();

    Comparison(Rules normalised, Rules intended) {
        this.normalised = normalised;
        this.intended = intended;
    }

    /** @param path JSON pointer to where the answers part */
    record Difference(String path, JsonNode upstream, JsonNode ours) {

        @Override
        public String toString() {
            return path + "\n    upstream: " + upstream + "\n    ours:     " + ours;
        }
    }

    /** The differences that neither table explains. */
    List<Difference> compare(String exchange, JsonNode upstream, JsonNode ours) {
        List<Difference> differences = new ArrayList<>();
        diff("", normalise(exchange, "", upstream), normalise(exchange, "", ours), differences);
        differences.removeIf(difference -> {
            var rule = intended.find(exchange, difference.path());
            rule.ifPresent(met::add);
            return rule.isPresent();
        });
        return differences;
    }

    /** The lines of the intended differences of which no comparison has shown an example. */
    List<String> outdated() {
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
        return node;
    }

    private static void diff(String path, JsonNode upstream, JsonNode ours, List<Difference> differences) {
        if (upstream.isObject() && ours.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            upstream.fieldNames().forEachRemaining(names::add);
            ours.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> diff(path + "/" + name, upstream.path(name), ours.path(name), differences));
        } else if (upstream.isArray() && ours.isArray() && upstream.size() == ours.size()) {
            for (int i = 0; i < upstream.size(); i++) {
                diff(path + "/" + i, upstream.get(i), ours.get(i), differences);
            }
        } else if (!upstream.equals(ours)) {
            differences.add(new Difference(path, upstream, ours));
        }
    }
}

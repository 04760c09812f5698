// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What came of the {@code contains} of a template. Its body is rendered for each element, and each entry of the body needs an element that equals it as
 * rendered for that element; elements without an entry do not matter. One element may stand for several entries, as in the release of the end-to-end
 * tool that the expectations of OAP 10.1.0 are written for; {@code containsOnce} needs another element for each.
 */
final class Contained {

    private final List<Outcome> outcomes = new ArrayList<>();

    /** @param list the actual list, which stands in the expected value where it has all entries */
    record Outcome(List<?> list, List<Difference> differences) {
    }

    /**
     * @param bodies of the elements of the list
     * @return what stands for the outcome in the rendered text
     */
    String add(List<?> list, List<RenderedText> bodies, boolean once, int line) {
        outcomes.add(new Outcome(list, differences(list, bodies, once, line)));
        return "__contained_" + (outcomes.size() - 1) + "__";
    }

    /** What a text stands for, or null where it is only a text. */
    Outcome find(String text) {
        return text.matches("__contained_\\d+__") ? outcomes.get(Integer.parseInt(text.replaceAll("\\D", ""))) : null;
    }

    private List<Difference> differences(List<?> list, List<RenderedText> bodies, boolean once, int line) {
        if (list.isEmpty()) {
            return List.of(new Difference(line, "", "the list is empty"));
        }
        List<List<List<Difference>>> found = new ArrayList<>(); // by element and entry
        List<Integer> lines = new ArrayList<>();
        for (int element = 0; element < list.size(); element++) {
            var entries = entries(bodies.get(element), line);
            lines.clear();
            List<List<Difference>> ofElement = new ArrayList<>();
            for (var entry : entries) {
                var comparison = new Comparison(this, bodies.get(element), true);
                comparison.compare(entry, list.get(element), "[" + element + "]");
                ofElement.add(comparison.differences());
                lines.add(bodies.get(element).origin(entry.getStartMark().getLine() + 1));
            }
            found.add(ofElement);
        }
        int entries = found.stream().mapToInt(List::size).max().orElse(0);
        List<Difference> missing = new ArrayList<>();
        for (int entry = 0; entry < entries; entry++) {
            int wanted = entry;
            var best = found.stream().filter(ofElement -> ofElement.size() > wanted).map(ofElement -> ofElement.get(wanted))
                .min(Comparator.comparingInt(List::size)).orElse(List.of());
            if (!best.isEmpty()) {
                var first = best.get(0);
                missing.add(new Difference(first.line(), first.path(), "no element is as the entry of line " + lines.get(Math.min(entry, lines.size() - 1))
                    + " says; in the nearest one " + first.message()));
            }
        }
        if (missing.isEmpty() && once && !assign(found, 0, entries, new HashMap<>())) {
            missing.add(new Difference(line, "", "the entries need an element each; there are " + list.size() + " elements for " + entries + " entries"));
        }
        return missing;
    }

    /** Looks for another element for each entry from this one on. */
    private static boolean assign(List<List<List<Difference>>> found, int entry, int entries, Map<Integer, Integer> taken) {
        if (entry == entries) {
            return true;
        }
        for (int element = 0; element < found.size(); element++) {
            if (!taken.containsKey(element) && entry < found.get(element).size() && found.get(element).get(entry).isEmpty()) {
                taken.put(element, entry);
                if (assign(found, entry + 1, entries, taken)) {
                    return true;
                }
                taken.remove(element);
            }
        }
        return false;
    }

    private static List<Node> entries(RenderedText body, int line) {
        try {
            var node = YamlText.compose(body.text());
            if (node instanceof SequenceNode sequence) {
                return sequence.getValue();
            }
            if (node == null) {
                return List.of();
            }
        } catch (YAMLException e) {
            throw new TemplateException(line, "what is expected is not YAML: " + e.getMessage());
        }
        throw new TemplateException(line, "the body of contains is not a list");
    }
}

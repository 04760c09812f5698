// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The labels that a rule's text names, each with the values that it is compared with, so that inputs pass the rule's filters. */
final class LabelHints {

    private static final Pattern TAG_FILTER = Pattern.compile("\\.\\s*tag(?:Not)?(?:Equal|Match)\\(((?:\\s*(['\"]).*?\\2\\s*,?)+)\\s*\\)");
    private static final Pattern RETAG = Pattern.compile("retagByK8sMeta\\([^,]+,[^,]+,\\s*['\"](.+?)['\"]\\s*,\\s*['\"](.+?)['\"]");
    private static final Pattern CLOSURE = Pattern.compile("\\{\\s*\\(?(?:\\w+\\s*,\\s*)?(\\w+)\\)?\\s*->");
    private static final Pattern QUOTED = Pattern.compile("(['\"])(.*?)\\1");

    private final SortedMap<String, SortedSet<String>> values = new TreeMap<>();

    LabelHints(Collection<String> labels, String text) {
        labels.forEach(this::of);
        TAG_FILTER.matcher(text).results().forEach(match -> addPairs(match.group(1)));
        RETAG.matcher(text).results().forEach(match -> {
            of(match.group(1));
            of(match.group(2));
        });
        CLOSURE.matcher(text).results().forEach(match -> addUses(match.group(1), text));
        // The ends of a relation: closures put the names of these labels together.
        if (text.contains("'_process_id'")) {
            for (var end : new String[] {"client", "server"}) {
                of(end + "_process_id");
                of(end + "_local").add("true");
                of(end + "_address").add("10.0.0.1:80");
            }
            of("side").add("client");
        }
        for (var label : labels) {
            if (label.equals("side") || label.equals("detect_point")) {
                of(label).add("client");
                of(label).add("server");
            } else if (label.equals("layer")) {
                of(label).add("GENERAL");
            } else if (label.equals("component")) {
                of(label).add("49");
            }
        }
    }

    /** Label to its liked values, often none. */
    SortedMap<String, SortedSet<String>> values() {
        return values;
    }

    private SortedSet<String> of(String label) {
        return values.computeIfAbsent(label, name -> new TreeSet<>());
    }

    private void addPairs(String arguments) {
        var texts = QUOTED.matcher(arguments).results().map(quoted -> quoted.group(2)).toList();
        for (int i = 0; i + 1 < texts.size(); i += 2) {
            addPatterns(texts.get(i), texts.get(i + 1));
        }
    }

    private void addPatterns(String label, String pattern) {
        var liked = of(label);
        for (var value : pattern.replaceAll("\\((\\w+)\\|[^)]*\\)", "$1").split("\\|")) {
            var plain = value.replaceAll("\\.[+*]", "x");
            // A label may have to match the prefix's pattern and the rule's.
            for (var other : List.copyOf(liked)) {
                liked.add(other + plain);
                liked.add(plain + other);
            }
            liked.add(plain);
        }
    }

    private void addUses(String parameter, String text) {
        Pattern.compile("!\\s*" + parameter + "\\.(\\w+)").matcher(text).results().forEach(match -> of(match.group(1)).add(""));
        var use = Pattern.compile("\\b" + parameter + "(?:\\??\\.(\\w+)|\\[\\s*['\"](.+?)['\"]\\s*\\])(?!\\s*\\()"
            + "(?:\\s*(?:==|!=|=~|in)\\s*(\\[.*?\\]|'.*?'|\".*?\"))?");
        use.matcher(text).results().forEach(match -> {
            var liked = of(match.group(1) == null ? match.group(2) : match.group(1));
            if (match.group(3) != null) {
                QUOTED.matcher(match.group(3)).results().forEach(quoted -> liked.add(quoted.group(2)));
            }
        });
    }
}

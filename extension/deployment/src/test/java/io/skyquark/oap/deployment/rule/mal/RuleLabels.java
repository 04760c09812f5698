// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The labels that the text of a rule asks for, each with the values that it compares them with: inputs made of these reach behind its filters. */
final class RuleLabels {

    private static final Pattern PARAMETERS = Pattern.compile("\\{\\s*\\(?(\\w+)(?:\\s*,\\s*(\\w+))?\\)?\\s*->");
    private static final Pattern FILTER = Pattern.compile("\\.\\s*tag(?:Not)?(?:Equal|Match)\\(");
    private static final Pattern PAIR = Pattern.compile("\\G\\s*,?\\s*(['\"])(.+?)\\1\\s*,\\s*(?:(['\"])(.*?)\\3|null)");
    private static final Pattern RETAG = Pattern.compile("retagByK8sMeta\\(\\s*(['\"])(.+?)\\1[^)]*?,\\s*(['\"])(.+?)\\3\\s*,\\s*(['\"])(.+?)\\5\\s*\\)");
    private static final Pattern TEXT = Pattern.compile("(['\"])(.*?)\\1");
    private static final Pattern WILD = Pattern.compile("\\.[+*]");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** @param known labels that the rule is known to use; {@code texts} may be null */
    RuleLabels(Collection<String> known, String... texts) {
        new TreeSet<>(known).forEach(this::add);
        for (var text : texts) {
            if (text != null) {
                read(text);
            }
        }
    }

    /** Label to the values that are compared with it, in a fixed order. */
    Map<String, List<String>> values() {
        return values;
    }

    private List<String> add(String label) {
        return values.computeIfAbsent(label, name -> new ArrayList<>());
    }

    private void read(String text) {
        var filters = FILTER.matcher(text);
        while (filters.find()) {
            readPairs(text.substring(filters.end()));
        }
        var retags = RETAG.matcher(text);
        while (retags.find()) {
            add(retags.group(4));
            add(retags.group(6));
        }
        var parameters = PARAMETERS.matcher(text);
        while (parameters.find()) {
            readUses(parameters.group(2) == null ? parameters.group(1) : parameters.group(2), text);
        }
        if (text.contains("prefix + '_")) {
            for (var end : List.of("client", "server")) {
                add(end + "_process_id");
                add(end + "_local").add("true");
                add(end + "_address").addAll(List.of("10.0.0.1:80", "10.0.0.2:1"));
            }
        }
        if (text.contains("'side'")) {
            add("side").addAll(List.of("client", "server"));
        }
    }

    private void readPairs(String arguments) {
        var pairs = PAIR.matcher(arguments);
        while (pairs.find()) {
            var all = add(pairs.group(2));
            for (var value : pairs.group(4) == null ? new String[0] : pairs.group(4).split("\\|")) {
                all.add(WILD.matcher(value).replaceAll(""));
                all.add(WILD.matcher(value).replaceAll("x."));
            }
        }
    }

    private void readUses(String parameter, String text) {
        var uses = Pattern.compile("\\b" + parameter
            + "(?:\\??\\.(\\w+)|\\[\\s*['\"](.+?)['\"]\\s*\\])(?!\\s*\\()(?:\\s*(?:==|!=|=~|in)\\s*(\\[.*?\\]|'.*?'|\".*?\"))?").matcher(text);
        while (uses.find()) {
            var all = add(uses.group(1) == null ? uses.group(2) : uses.group(1));
            if (uses.group(3) != null) {
                var texts = TEXT.matcher(uses.group(3));
                while (texts.find()) {
                    all.add(texts.group(2));
                }
            }
        }
    }
}

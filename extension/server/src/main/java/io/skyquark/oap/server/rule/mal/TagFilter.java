// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.HashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Keeps samples by their labels; a missing label counts as "". */
final class TagFilter extends RowStep {

    enum Kind {
        EQUAL, NOT_EQUAL, MATCH, NOT_MATCH
    }

    private final Kind kind;
    private final String[] keys;
    private final String[] values;
    private final LabelPattern[] patterns;
    private final boolean throwing;

    private TagFilter(Kind kind, HashMap<String, String> labels) {
        this.kind = kind;
        keys = new String[labels.size()];
        values = new String[keys.length];
        patterns = new LabelPattern[keys.length];
        var mayThrow = false;
        var at = 0;
        // Upstream asks the labels in the order of such a map, which shows only where a pattern is wrong.
        for (var label : labels.entrySet()) {
            keys[at] = label.getKey();
            values[at] = label.getValue() == null ? "" : label.getValue();
            if (kind == Kind.MATCH || kind == Kind.NOT_MATCH) {
                patterns[at] = pattern(label.getValue());
                mayThrow |= patterns[at] == null;
            }
            at++;
        }
        throwing = mayThrow;
    }

    /** @param labels a name and a value or pattern in turns; of equal names the last counts */
    static MalStep of(Kind kind, String[] labels) {
        if (labels == null || labels.length % 2 != 0) {
            return FailingStep.always("A tag filter needs pairs of a name and a value");
        }
        var map = new HashMap<String, String>(labels.length / 2);
        for (var i = 0; i < labels.length; i += 2) {
            map.put(labels[i], labels[i + 1]);
        }
        return new TagFilter(kind, map);
    }

    private static LabelPattern pattern(String regex) {
        try {
            return regex == null ? null : new LabelPattern(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    @Override
    boolean accept(Row row) {
        for (var i = 0; i < keys.length; i++) {
            var label = row.labelOrEmpty(keys[i]);
            var fits = switch (kind) {
                case EQUAL -> label.equals(values[i]);
                case NOT_EQUAL -> !label.equals(values[i]);
                case MATCH -> matches(i, label);
                case NOT_MATCH -> !matches(i, label);
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(int at, String label) {
        if (patterns[at] == null) {
            throw new IllegalArgumentException("Not a pattern: " + values[at]);
        }
        return patterns[at].matches(label);
    }

    @Override
    boolean throwing() {
        return throwing;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Replaces {@code ${NAME:default}} in a text with upstream's rules: names, values and defaults may themselves contain placeholders; the first colon ends the
 * name; a name that nothing answers and that has no default stays as it is written.
 */
final class Placeholders {

    private static final String OPEN = "${";

    private final UnaryOperator<String> values;
    private final Set<String> expanding = new HashSet<>();

    private Placeholders(UnaryOperator<String> values) {
        this.values = values;
    }

    /**
     * @param values answers a name, or {@code null}
     * @throws IllegalArgumentException where a value refers to itself
     */
    static String replace(String text, UnaryOperator<String> values) {
        return text.contains(OPEN) ? new Placeholders(values).expand(text) : text;
    }

    private String expand(String text) {
        var out = new StringBuilder();
        int from = 0;
        for (int start = text.indexOf(OPEN); start >= 0; start = text.indexOf(OPEN, from)) {
            int end = close(text, start + OPEN.length());
            if (end < 0) {
                break;
            }
            var written = text.substring(start + OPEN.length(), end);
            if (!expanding.add(written)) {
                throw new IllegalArgumentException("placeholder ${" + written + "} refers to itself");
            }
            var value = value(expand(written));
            out.append(text, from, start).append(value == null ? text.substring(start, end + 1) : expand(value));
            expanding.remove(written);
            from = end + 1;
        }
        return out.append(text, from, text.length()).toString();
    }

    private String value(String name) {
        var value = values.apply(name);
        int colon = name.indexOf(':');
        if (value != null || colon < 0) {
            return value;
        }
        var named = values.apply(name.substring(0, colon));
        return named != null ? named : name.substring(colon + 1);
    }

    /** The brace that closes the placeholder whose content begins at {@code from}; every opening brace inside has one of its own. */
    private static int close(String text, int from) {
        int nested = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                nested++;
            } else if (c == '}' && nested-- == 0) {
                return i;
            }
        }
        return -1;
    }
}

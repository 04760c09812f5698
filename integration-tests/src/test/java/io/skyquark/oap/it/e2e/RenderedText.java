// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.util.ArrayList;
import java.util.List;

/** What a template was made into, and from which line of the template each line comes. */
final class RenderedText {

    private final StringBuilder text = new StringBuilder();
    private final List<Integer> origins = new ArrayList<>();

    /** Appends text of the template. */
    void appendText(String part, int line) {
        append(part, line, true);
    }

    /** Appends a value, all of which comes from one line of the template. */
    void appendValue(String value, int line) {
        append(value, line, false);
    }

    /** Whether the line so far ends with a key. */
    boolean isAtValue() {
        return text.length() > 1 && text.substring(text.length() - 2).equals(": ");
    }

    String text() {
        return text.toString();
    }

    /** The line of the template, from 1, that a line of the text comes from. */
    int origin(int line) {
        return origins.isEmpty() ? 1 : origins.get(Math.min(line, origins.size()) - 1);
    }

    private void append(String part, int line, boolean counts) {
        int origin = line;
        for (int i = 0; i < part.length(); i++) {
            boolean startsLine = text.length() == 0 || text.charAt(text.length() - 1) == '\n';
            if (startsLine) {
                origins.add(origin);
            }
            text.append(part.charAt(i));
            origin += counts && part.charAt(i) == '\n' ? 1 : 0;
        }
    }
}

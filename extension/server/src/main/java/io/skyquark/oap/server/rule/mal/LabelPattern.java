// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import java.util.regex.Pattern;

/** A pattern for whole label values that remembers some answers: labels have few different values. */
final class LabelPattern {

    private static final int REMEMBERED = 64;
    private static final int LONGEST = 256;

    private final Pattern pattern;
    /** One place a hash; entries are immutable, so a race costs at most another match. */
    private final Answer[] answers = new Answer[REMEMBERED];

    private record Answer(String label, boolean matches) {
    }

    LabelPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    boolean matches(String label) {
        var hash = label.hashCode();
        var place = (hash ^ hash >>> 16) & REMEMBERED - 1;
        var answer = answers[place];
        if (answer != null && answer.label.equals(label)) {
            return answer.matches;
        }
        var matches = pattern.matcher(label).matches();
        if (label.length() <= LONGEST) {
            answers[place] = new Answer(label, matches);
        }
        return matches;
    }
}

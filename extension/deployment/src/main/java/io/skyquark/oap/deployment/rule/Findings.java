// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.skyquark.oap.deployment.rule.exchange.Finding;
import io.skyquark.oap.deployment.rule.exchange.Position;

/** Collects what is wrong with one file; the same problem of the same place is told once, also where many rules share the text. */
public final class Findings {

    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Set<String> places = new LinkedHashSet<>();
    private String rule = "";
    private int told;

    /** The rule that the following findings belong to; empty for the file as a whole. */
    public void rule(String name) {
        rule = name;
    }

    public void add(String code, Position at, String message, String hint) {
        told++;
        if (places.add(code + at + message)) {
            findings.add(new Finding(code, oneLine(rule), at, oneLine(message), oneLine(hint)));
        }
    }

    /** What is quoted from a rule may have any character in it; a problem is one line. */
    private static String oneLine(String text) {
        if (text.chars().noneMatch(Findings::unprintable)) {
            return text;
        }
        var line = new StringBuilder();
        text.chars().forEach(c -> line.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : unprintable(c) ? String.format("\\u%04X", c) : String.valueOf((char) c)));
        return line.toString();
    }

    private static boolean unprintable(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    public boolean isEmpty() {
        return findings.isEmpty();
    }

    /** How often something was told, repetitions included: whether it grew says whether a rule is in order. */
    public int told() {
        return told;
    }

    public List<Finding> all() {
        return new ArrayList<>(findings);
    }
}

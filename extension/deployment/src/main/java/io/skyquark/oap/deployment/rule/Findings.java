// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.skyquark.oap.deployment.rule.ir.Position;

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
            findings.add(new Finding(code, rule, at, message, hint));
        }
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

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The committed table of what is known not to be answered. Each line: the entry, what the problem says, and why it is right so, divided by {@code |}.
 * {@code *} stands for any text; {@code #} opens a comment.
 */
final class Refusals {

    private final List<Line> lines;
    private final Set<Line> met = new LinkedHashSet<>();

    private Refusals(List<Line> lines) {
        this.lines = lines;
    }

    private record Line(Pattern entry, Pattern problem, String source) {
    }

    static Refusals read(String resource) {
        return parse(Inputs.text(resource));
    }

    static Refusals parse(String text) {
        return new Refusals(text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(Refusals::line).toList());
    }

    /** Whether a line explains each of these problems of an entry. */
    boolean explain(String entry, List<String> problems) {
        return problems.stream().noneMatch(problem -> known(entry, problem).isEmpty());
    }

    /** The problems of an entry that no line explains; the lines that explain others are no longer outdated. */
    List<String> unexplained(String entry, List<String> problems) {
        problems.forEach(problem -> met.addAll(known(entry, problem)));
        return problems.stream().filter(problem -> known(entry, problem).isEmpty()).toList();
    }

    /** The lines that have explained nothing. */
    List<String> outdated() {
        return lines.stream().filter(line -> !met.contains(line)).map(Line::source).toList();
    }

    private List<Line> known(String entry, String problem) {
        return lines.stream().filter(line -> line.entry().matcher(entry).matches() && line.problem().matcher(problem).matches()).toList();
    }

    private static Line line(String line) {
        var parts = line.split("\\|", 3);
        if (parts.length < 3 || parts[2].isBlank()) {
            throw new IllegalArgumentException("not of the form entry | problem | why: " + line);
        }
        return new Line(glob(parts[0]), glob(parts[1]), line);
    }

    private static Pattern glob(String text) {
        return Pattern.compile(Pattern.quote(text.strip()).replace("*", "\\E.*\\Q"));
    }
}

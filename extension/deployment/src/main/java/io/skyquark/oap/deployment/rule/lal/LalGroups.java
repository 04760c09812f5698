// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.rule.Findings;
import io.skyquark.oap.deployment.rule.front.Lowering;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.exchange.Position;

/**
 * The named groups of a rule's regular expressions, and what the rule reads from {@code parsed}: reading a group that a regular expression does not have
 * breaks off the rule, so a rule that parses nothing but text is refused if no regular expression of it has the group.
 */
final class LalGroups {

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
    private static final Set<String> GETTERS = Set.of("matcher", "map", "log", "extraLog");

    private final Set<String> groups = new TreeSet<>();
    private final List<Read> reads = new ArrayList<>();
    private boolean text;
    private boolean unknown;

    private record Read(String name, Position at) {
    }

    void regexp(Expr argument, Lowering lowering) {
        text = true;
        var literal = argument instanceof Expr.PatternLiteral pattern ? pattern.text() : argument;
        if (!(literal instanceof Expr.Constant constant) || !(constant.value() instanceof String regexp)) {
            unknown = true;
            return;
        }
        try {
            Pattern.compile(regexp);
            GROUP.matcher(regexp).results().forEach(match -> groups.add(match.group(1)));
        } catch (PatternSyntaxException e) {
            unknown = true;
            lowering.problem("LAL_REGEXP", argument.at(), "the regular expression is not well-formed: " + e.getDescription() + " near character "
                + (e.getIndex() + 1), "");
        }
    }

    /** Something else than a matching regular expression may have filled {@code parsed}. */
    void otherSource() {
        unknown = true;
    }

    /** Before the first regular expression {@code parsed} is empty, so any name will do. */
    void read(String name, Position at) {
        if (text && !GETTERS.contains(name)) {
            reads.add(new Read(name, at));
        }
    }

    void check(Findings findings) {
        if (text && !unknown) {
            for (var read : reads) {
                if (!groups.contains(read.name())) {
                    findings.add("LAL_GROUP", read.at(), "no regular expression of the rule has a group '" + read.name() + "'",
                        Nearest.hintOrAll(read.name(), groups, "groups"));
                }
            }
        }
    }
}

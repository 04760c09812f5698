// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.yaml;

import org.yaml.snakeyaml.error.MarkedYAMLException;

import io.skyquark.oap.deployment.rule.Findings;

/** Tells what the YAML reader refuses: where the mistake is rather than where the reader noticed it, and what to do. */
final class YamlProblem {

    private static final String CODE = "RULE_FILE";
    private static final String START = "the YAML is not well-formed: ";

    private YamlProblem() {
    }

    static void tell(MarkedYAMLException e, String text, Findings findings) {
        var problem = e.getProblem();
        var context = e.getContext() == null ? "" : e.getContext();
        // A quote or a bracket that is not closed is noticed at the end of the file.
        boolean atEnd = problem.contains("unexpected end of stream") || problem.contains("<stream end>");
        var mark = atEnd && e.getContextMark() != null ? e.getContextMark() : e.getProblemMark();
        var at = YamlText.position(text, mark);
        if (problem.contains("unexpected end of stream")) {
            findings.add(CODE, at, START + "the quote is not closed", "add the closing quote");
        } else if (problem.contains("<stream end>")) {
            findings.add(CODE, at, START + "the bracket is not closed", "add the closing bracket");
        } else if (problem.contains("cannot start any token")) {
            boolean tab = problem.contains("TAB");
            findings.add(CODE, at, START + (tab ? "a tab is no indentation" : problem.substring(0, problem.indexOf(" that cannot")).replace("found character",
                "a value cannot begin with")),
                tab ? "indent with spaces" : "put the value in quotes");
        } else if (problem.startsWith("found undefined alias")) {
            findings.add(CODE, at, START + "there is no anchor '" + problem.substring(problem.lastIndexOf(' ') + 1) + "'",
                "put the value in quotes if it is no alias");
        } else if (problem.startsWith("found unknown escape character")) {
            findings.add(CODE, at, START + "a backslash in double quotes begins an escape, and there is none of this name",
                "write the backslash twice, or use single quotes");
        } else if (problem.startsWith("mapping values are not allowed")) {
            findings.add(CODE, at, START + "a key is not allowed here", "check the indentation, and put a value with ': ' in it in quotes");
        } else if (problem.startsWith("but found")) {
            findings.add(CODE, at, START + context + ", " + problem, "");
        } else {
            findings.add(CODE, at, START + problem.lines().findFirst().orElse(""), "");
        }
    }
}

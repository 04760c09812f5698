// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.util.Set;

import io.skyquark.oap.deployment.Generated;

/** Names of generated classes and methods: what a stack trace shows should be the rule file and the rule. */
public final class RuleNames {

    private static final String PACKAGE = Generated.PACKAGE + ".rules.";

    private RuleNames() {
    }

    /** {@code otel-rules/k8s/k8s-node.yaml} becomes {@code OtelRules_k8s_k8s_node} in the package of rules. */
    public static String className(String file) {
        int slash = file.indexOf('/');
        var name = new StringBuilder();
        for (var word : (slash < 0 ? "" : file.substring(0, slash)).split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        var rest = file.substring(slash + 1);
        int dot = rest.lastIndexOf('.');
        name.append(name.isEmpty() ? "" : "_").append(dot > 0 ? rest.substring(0, dot) : rest);
        return PACKAGE + identifier(name.toString());
    }

    /** A method name for a rule, different from those taken, which it joins. */
    public static String unique(String name, Set<String> taken) {
        var base = identifier(name);
        var candidate = base;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = base + "_" + i;
        }
        return candidate;
    }

    private static String identifier(String text) {
        var name = new StringBuilder();
        text.codePoints().forEach(c -> name.appendCodePoint(Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c) ? c : '_'));
        if (name.isEmpty() || !Character.isJavaIdentifierStart(name.codePointAt(0))) {
            name.insert(0, '_');
        }
        return name.toString();
    }
}

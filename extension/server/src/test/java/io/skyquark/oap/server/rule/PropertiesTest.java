// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.skyquark.oap.server.rule.GroovyOracle.Refusals;

/** Properties, spread properties and assignments beside Groovy. */
class PropertiesTest {

    private static final List<String> NAMES = List.of("a", "b", "size", "empty", "class", "length", "key", "value", "bytes", "blank", "count", "first", "name");
    private static final List<String> TARGETS = List.of("null", "[:]", "[a: 1]", "[a: [b: 2]]", "[class: 'x', size: 3, empty: null]", "immutable", "[]",
            "[[a: 1], [a: 2, b: 3]]",
            "[[a: 1], null]", "[[[a: 1]]]", "['b', 'a']", "[[a: 1]] as Set", "'abc'", "''", "\"${1}b\"", "['b'] as String[]", "[[a: 1]] as Object[]",
            "[1, 2] as int[]",
            "[a: 1].find { true }", "'abab' =~ /a/", "5", "true", "java.util.concurrent.TimeUnit.SECONDS");

    @Test
    void propertiesGiveWhatGroovyGives() {
        var oracle = new GroovyOracle();
        oracle.allow(Refusals.METHODS);
        for (var name : NAMES) {
            var property = oracle.script("l." + name);
            var safe = oracle.script("l?." + name);
            var spread = oracle.script("l*." + name);
            for (var target : TARGETS) {
                oracle.compare("." + name, property, values -> RuleOps.property(values[0], name), target);
                oracle.compare("?." + name, safe, values -> values[0] == null ? null : RuleOps.property(values[0], name), target);
                oracle.compare("*." + name, spread, values -> RuleOps.spread(values[0], name), target);
            }
        }
        oracle.assertNoDifferences(800);
        assertThat(oracle.agreed()).contains(".a", ".length", ".key", ".bytes", ".count", ".empty", "*.a", "?.b");
    }

    @Test
    void assignmentsChangeWhatGroovyChanges() {
        var oracle = new GroovyOracle();
        oracle.allow(Refusals.METHODS);
        var property = oracle.script("l.a = r");
        for (var target : TARGETS) {
            for (var value : List.of("null", "1", "'x'", "\"${1}b\"", "[1]")) {
                oracle.compare(".a =", property, values -> {
                    RuleOps.setProperty(values[0], "a", values[1]);
                    return values[1];
                }, target, value);
            }
        }
        oracle.assertNoDifferences(100);
    }

    @Test
    void assignmentsOfElementsChangeWhatGroovyChanges() {
        var oracle = new GroovyOracle();
        oracle.allow(Refusals.METHODS);
        var element = oracle.script("l[r] = 'x'");
        for (var target : TARGETS) {
            for (var key : List.of("'a'", "\"${'a'}\"", "null", "0", "1", "-1", "3", "-9", "1L")) {
                oracle.compare("[] =", element, values -> {
                    RuleOps.setIndex(values[0], values[1], "x");
                    return "x";
                }, target, key);
            }
        }
        oracle.assertNoDifferences(150);
    }

    @Test
    void theClassOfAValueIsNoPropertyThatRulesCanReach() {
        assertThatThrownBy(() -> RuleOps.property("a", "class")).isInstanceOf(MissingRulePropertyException.class)
                .hasMessage("No property 'class' on a value of type String");
        assertThat(RuleOps.property(Map.of("class", "x"), "class")).isEqualTo("x");
    }
}

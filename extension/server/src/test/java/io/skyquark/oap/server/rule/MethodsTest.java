// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.codehaus.groovy.runtime.InvokerHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.skyquark.oap.server.rule.GroovyOracle.Refusals;

/** Every method of each type with all argument lists of a table, beside Groovy: the same result, the same changes, or both refuse. */
class MethodsTest {

    private static final List<String> TEXTS = List.of("''", "' a1 '", "'abc'", "'a,b;c'", "'12'", "'true'", "\"${1}b\"", "'Hello World'", "'a\\n |b\\r\\n c'");
    private static final List<String> TEXT_ARGUMENTS = List.of("", "'a'", "'1'", "','", "''", "'abc'", "\"${'a'}\"", "'A'", "'[a-c]'", "~/[a-c]/",
            "'a', 'b'", "'[bl]', '$0$0'",
            "~/[bl]/, 'x'", "~/l(.)/, '$1'", "'l(.)', { it }", "'l', { it.toUpperCase() }", "~/l/, { it.toUpperCase() }", "'(l)(.)', { it[1] }", "1", "-1", "0",
            "20", "20, '*-'", "1L", "2.5", "1, 2", "'b', 2", "',', 2", "'a', 1", "{ it }", "{ it == 'a' }", "0, { a, b -> a + b }", "null", "null, null",
            "['a']", "97");
    private static final List<String> LISTS = List.of("[]", "[1]", "[3, 1, 2, 1]", "['b', 'a', 'b']", "[null, 'a', '']", "[1, [2, [3, 'a']]]", "[1, 1L, 1.0]",
            "[1, 'a'] as Set", "['b', 'a'] as String[]", "[2, 1] as Object[]", "[['a', 1], ['b', 2]]", "[2, 1] as int[]", "[[a: 1], [b: 2]]");
    private static final List<String> LIST_ARGUMENTS = List.of("", "1", "0", "-1", "9", "'a'", "'b'", "','", "null", "\"${'a'}\"", "[1]", "['a', 'b']",
            "[]", "[0, 1]", "1, 2",
            "0, 'x'", "1, 'x'", "0, { a, b -> a + b }", "{ it }", "{ it == 1 }", "{ [it, it] }", "{ a, b -> a <=> b }", "{ a, b -> \"$a$b\".toString() }",
            "false",
            "true", "1L", "['b'] as String[]", "{ [k: it] }", "'x', { it }", "{ null }");
    private static final List<String> MAPS = List.of("[:]", "[a: 1]", "[b: 2, a: 1, c: 2]", "[a: 'x', b: [c: 2]]", "[a: null]", "immutable", "[1: 'a', 2: 'b']",
            "new HashMap([a: 1])");
    private static final List<String> MAP_ARGUMENTS = List.of("", "'a'", "'z'", "\"${'a'}\"", "1", "null", "'a', 1", "'z', 5", "'a', 9", "[a: 1]", "[z: 5]",
            "['a', 'z']", "[:]",
            "{ it }", "{ it.value }", "{ it.key == 'a' }", "{ k, v -> v }", "{ k, v -> k == 'a' }", "{ k, v -> [v, k] }", "{ k, v -> [(k): v] }",
            "{ k, v -> [k] }", "{ a, b -> b.key <=> a.key }", "'', { a, e -> a + e.key }", "{ e, i -> i }", "0", "2", "[a: 1].find { true }");
    private static final List<String> NUMBERS = List.of("0", "7", "-7", "Integer.MIN_VALUE", "7L", "2.5d", "-2.5d", "2.456f", "-2.55", "2.545", "12G",
            "3 as short", "3 as byte",
            "Double.NaN", "1e300d");
    private static final List<String> NUMBER_ARGUMENTS = List.of("", "1", "0", "2", "-1", "2L", "1.5", "2.5d", "2G", "null", "'a'", "1, 2", "7");

    private static void compare(String type, List<String> receivers, List<String> argumentLists, int atLeast) {
        var oracle = new GroovyOracle();
        for (var method : RuleOps.methods(type)) {
            for (var receiver : receivers) {
                for (var arguments : argumentLists) {
                    if (!identity(method, receiver, arguments)) {
                        oracle.allow(mayRefuse(method, arguments) ? Refusals.ALL : Refusals.METHODS);
                        oracle.compare("." + method, values -> InvokerHelper.invokeMethod(values[0], method, values[1]),
                                values -> RuleOps.call(values[0], method, GroovyOracle.arguments(values[1])), receiver, "[" + arguments + "] as Object[]");
                    }
                }
            }
        }
        oracle.assertNoDifferences(atLeast);
        assertThat(oracle.agreed()).containsAll(RuleOps.methods(type).stream().filter(method -> !method.matches("hashCode|getNumber")).map(method
                -> "." + method).toList());
    }

    /** Texts of objects that have no text of their own. */
    private static boolean identity(String method, String receiver, String arguments) {
        return method.matches("plus|putAt") && arguments.contains("{") || method.equals("hashCode") && receiver.matches(".*(\\[]|=~.*|TimeUnit.*|~/.*)");
    }

    /** What only Groovy does: null for a missing argument or a closure, a list as the list of arguments, static methods and defaults called on a value. */
    private static boolean mayRefuse(String method, String arguments) {
        return arguments.isEmpty() || arguments.contains("null") || arguments.matches("\\[.*]|\\[.*] as String\\[]")
                || Set.of("toString", "hashCode", "isNaN", "isInfinite", "signum", "max", "min", "findResult").contains(method);
    }

    @Test
    void textsHaveGroovysMethods() {
        compare("STRING", TEXTS, TEXT_ARGUMENTS, 20_000);
    }

    @Test
    void listsHaveGroovysMethods() {
        compare("LIST", LISTS, LIST_ARGUMENTS, 20_000);
    }

    @Test
    void arraysHaveGroovysMethods() {
        compare("ARRAY", LISTS.stream().filter(list -> list.endsWith("[]") && !list.equals("[]")).toList(), LIST_ARGUMENTS, 1_000);
    }

    @Test
    void mapsHaveGroovysMethods() {
        compare("MAP", MAPS, MAP_ARGUMENTS, 9_000);
    }

    @Test
    void entriesHaveGroovysMethods() {
        compare("ENTRY", List.of("[a: 1].find { true }"), MAP_ARGUMENTS, 100);
    }

    @Test
    void numbersHaveGroovysMethods() {
        compare("NUMBER", NUMBERS, NUMBER_ARGUMENTS, 5_000);
    }

    @Test
    void flagsEnumsAndPatternsHaveGroovysMethods() {
        compare("BOOLEAN", List.of("true", "false"), List.of("", "true", "false", "null", "1"), 80);
        compare("ENUM", List.of("java.util.concurrent.TimeUnit.SECONDS"), List.of("", "java.util.concurrent.TimeUnit.DAYS", "1", "null"), 30);
        compare("PATTERN", List.of("~/a(.)/", "~/,/"), List.of("", "'ab'", "'a,b'", "'a,b', 1", "null", "1"), 80);
    }

    @Test
    void matchersHaveGroovysMethods() {
        compare("MATCHER", List.of("'abac' =~ /a(.)/", "'abac' =~ /a./", "'xyz' =~ /a/", "('ab' =~ /(?<n>.)b/).with { it.find(); it }"),
                List.of("", "0", "1", "-1", "'n'", "'x'", "{ it }", "null", "'', { a, b -> \"$a$b\".toString() }"), 1_000);
    }

    @Test
    void nullHasTheMethodsOfGroovysNullObject() {
        assertThat(RuleOps.call(null, "toString")).isEqualTo("null");
        assertThat(RuleOps.call(null, "equals", new Object[] {null})).isEqualTo(true);
        assertThat(RuleOps.call(null, "equals", "a")).isEqualTo(false);
        assertThat(RuleOps.call(null, "is", new Object[] {null})).isEqualTo(true);
        assertThatThrownBy(() -> RuleOps.call(null, "trim")).isInstanceOf(NullPointerException.class).hasMessage("Cannot invoke method trim() on null object");
        assertThatThrownBy(()
                -> RuleOps.property(null, "size")).isInstanceOf(NullPointerException.class).hasMessage("Cannot get property 'size' on null object");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            trimm | No method 'trimm()' on a value of type String
            execute | No method 'execute()' on a value of type String
            getClass | No method 'getClass()' on a value of type String
            """)
    void anUnknownMethodSaysItsNameAndTheTypeOfTheValue(String method, String message) {
        assertThatThrownBy(() -> RuleOps.call("a", method)).isInstanceOf(RuleMethodException.class).hasMessage(message);
        assertThat(RuleOps.methods("STRING")).doesNotContain(method);
    }

    @Test
    void typesOfTheArgumentsAreInTheMessage() {
        assertThatThrownBy(() -> RuleOps.call(List.of(1), "join", Map.of(), 2L, null)).hasMessage("No method 'join(Map, Long, null)' on a value of type List");
    }

    @Test
    void namesOfAllTypesAreTogether() {
        assertThat(RuleOps.methods()).containsAll(Set.of("trim", "join", "containsKey", "intdiv", "groupCount", "ordinal", "getKey", "getSerializedSize"));
        assertThatThrownBy(() -> RuleOps.methods("TUPLE")).isInstanceOf(IllegalArgumentException.class).hasMessage("No type TUPLE");
        assertThat(Arrays.asList("STRING", "LIST", "MAP", "NUMBER", "BOOLEAN", "MATCHER", "PATTERN", "ARRAY",
                "ENUM")).allMatch(type -> RuleOps.methods(type).contains("toString"));
    }
}

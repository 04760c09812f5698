// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator over all pairs of a pool of values, every cast over the pool, beside Groovy. */
class OperatorsTest {

    static final List<String> POOL = List.of("null", "true", "false", "''", "' '", "'a'", "'abc'", "'1'", "'12'", "' 12 '", "'1.5'", "'false'", "'null'",
            "\"${1}b\"", "\"${'a'}\"", "\"a${'b'}c\"", "0", "1", "-3", "12", "97", "Integer.MAX_VALUE", "Integer.MIN_VALUE", "0L", "1L", "7L", "Long.MAX_VALUE",
            "0.0f", "1.5f", "0.0d", "-0.0d", "2.5d", "1e300d", "Double.NaN", "Double.POSITIVE_INFINITY", "0.0", "1.0", "5.70", "1G", "123456789012345678901G",
            "[]", "[1]", "[1L]", "['a', 'b']", "['a', null, [1, 2]]", "[\"${'a'}\"]", "[:]", "[a: 1]", "[[a: 1]]", "[a: 'x', b: [c: 2]]", "immutable",
            "[1, 'a'] as Set",
            "['a', 'b'] as String[]", "[1, 2] as Object[]", "[1, 2] as int[]", "~/a.*/", "java.util.concurrent.TimeUnit.SECONDS",
            "java.util.concurrent.TimeUnit.DAYS", "'a' as char", "1 as short", "2 as byte", "['x', 'y'] as char[]");

    private static final Map<String, GroovyOracle.Call> BINARY = new LinkedHashMap<>();
    private static final Map<String, GroovyOracle.Call> UNARY = new LinkedHashMap<>();

    static {
        BINARY.put("l + r", values -> RuleOps.plus(values[0], values[1]));
        BINARY.put("l - r", values -> RuleOps.minus(values[0], values[1]));
        BINARY.put("l / r", values -> RuleOps.div(values[0], values[1]));
        BINARY.put("l % r", values -> RuleOps.mod(values[0], values[1]));
        BINARY.put("l == r", values -> RuleOps.equal(values[0], values[1]));
        BINARY.put("l != r", values -> !RuleOps.equal(values[0], values[1]));
        BINARY.put("l < r", values -> RuleOps.less(values[0], values[1]));
        BINARY.put("l <= r", values -> RuleOps.lessEqual(values[0], values[1]));
        BINARY.put("l > r", values -> RuleOps.greater(values[0], values[1]));
        BINARY.put("l >= r", values -> RuleOps.greaterEqual(values[0], values[1]));
        BINARY.put("Integer.signum(l <=> r)", values -> Integer.signum(RuleOps.compare(values[0], values[1])));
        BINARY.put("l in r", values -> RuleOps.in(values[0], values[1]));
        BINARY.put("l =~ r", values -> RuleOps.find(values[0], values[1]));
        BINARY.put("l ==~ r", values -> RuleOps.match(values[0], values[1]));
        BINARY.put("l[r]", values -> RuleOps.index(values[0], values[1]));
        BINARY.put("l && r", values -> RuleOps.truth(values[0]) && RuleOps.truth(values[1]));
        UNARY.put("-l", values -> RuleOps.negate(values[0]));
        UNARY.put("!l", values -> !RuleOps.truth(values[0]));
        UNARY.put("~l", values -> RuleOps.pattern(values[0]));
        UNARY.put("\"${l}\".toString()", values -> new RuleText(new String[] {"", ""}, new Object[] {values[0]}).toString());
    }

    static Stream<String> binary() {
        return BINARY.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("binary")
    void anOperatorGivesWhatGroovyGivesForEachPairOfValues(String operator) {
        var oracle = new GroovyOracle();
        var groovy = oracle.script(operator);
        for (var left : POOL) {
            for (var right : POOL) {
                if (!refused(operator, left, right)) {
                    oracle.compare(operator, groovy, BINARY.get(operator), left, right);
                }
            }
        }
        oracle.assertNoDifferences(POOL.size() * (POOL.size() - 12));
    }

    /**
     * Groovy takes a list of one element, or an array, as the list of an operator's arguments ({@code 1 + [2]} is 3), and reads names of properties from the
     * keys of a list. Both are accidents that no rule means.
     */
    private static boolean refused(String operator, String left, String right) {
        if (operator.equals("l[r]")) {
            return left.startsWith("[") && right.matches("\\[['\"].*|\\[1, 'a'] as Set") || right.equals("[1L]") || right.equals("[1]") && left.endsWith("Set");
        }
        return !operator.contains("&&") && !operator.contains("in")
                && (right.matches("\\[(1L?|\"\\$\\{'a'}\"|\\[a: 1])]") || right.endsWith("[]"));
    }

    /** Only small numbers on the right: a text or list that often, or a power that high, would not fit. */
    @ParameterizedTest
    @MethodSource("small")
    void productsAndPowersGiveWhatGroovyGives(String operator) {
        var oracle = new GroovyOracle();
        var groovy = oracle.script(operator);
        GroovyOracle.Call ours = operator.contains("**") ? values -> RuleOps.power(values[0], values[1]) : values -> RuleOps.multiply(values[0], values[1]);
        for (var left : POOL) {
            for (var right : POOL) {
                if (!refused(operator, left, right) && (!right.matches("97|Integer.*|Long.*|1e300d|Double.POS.*|\\d{5,}G")
                        || operator.equals("l * r") && left.matches("-?\\d.*|Integer.*|Long.*"))) {
                    oracle.compare(operator, groovy, ours, left, right);
                }
            }
        }
        oracle.assertNoDifferences(POOL.size() * (POOL.size() - 20));
    }

    static Stream<String> small() {
        return Stream.of("l * r", "l ** r");
    }

    @Test
    void unaryOperatorsGiveWhatGroovyGives() {
        var oracle = new GroovyOracle();
        for (Entry<String, GroovyOracle.Call> operator : UNARY.entrySet()) {
            var groovy = oracle.script(operator.getKey());
            POOL.stream().filter(value -> !operator.getKey().equals("~l") || value.matches("null|true|['\"].*")).forEach(value
                    -> oracle.compare(operator.getKey(), groovy, operator.getValue(), value));
        }
        oracle.assertNoDifferences((UNARY.size() - 1) * POOL.size());
    }

    @ParameterizedTest
    @MethodSource("types")
    void castsGiveWhatGroovyGives(String type) {
        var oracle = new GroovyOracle();
        var as = oracle.script("l as " + type);
        var cast = oracle.script("(" + type + ") l");
        var declaration = oracle.script(type + " x = l; return x");
        for (var value : POOL) {
            if (type.matches("Number|ArrayList|Map|Object\\[]") && value.matches("\\[a: .*|\\[:]|immutable|\\[\"\\$.*") || type.equals("Map")
                    && !value.startsWith("null")) {
                continue;
            }
            oracle.compare("as " + type, as, values -> RuleOps.cast(values[0], type), value);
            oracle.compare("(" + type + ")", cast, values -> RuleOps.strictCast(values[0], type), value);
            oracle.compare(type + " x =", declaration, values -> RuleOps.strictCast(values[0], type), value);
        }
        oracle.assertNoDifferences(3);
    }

    static Stream<String> types() {
        return Stream.of("String", "Integer", "int", "Long", "long", "Double", "double", "Float", "float", "Short", "short", "Byte", "byte", "Boolean",
                "boolean",
                "BigDecimal", "BigInteger", "Number", "Object", "List", "ArrayList", "Collection", "Set", "Map", "String[]", "Object[]",
                "Character", "char", "java.lang.String", "java.util.List", "java.lang.Integer");
    }

    @Test
    void shortcutsOfCastsGiveWhatGroovyGives() {
        var oracle = new GroovyOracle();
        var casts = Map.<String, GroovyOracle.Call> of("String", values -> RuleOps.asString(values[0]), "Integer", values -> RuleOps.asInteger(values[0]),
                "Long", values -> RuleOps.asLong(values[0]), "Boolean", values -> RuleOps.asBoolean(values[0]), "Double", values
                -> RuleOps.asDouble(values[0]));
        casts.forEach((type, ours) -> {
            var groovy = oracle.script("l as " + type);
            POOL.forEach(value -> oracle.compare("as " + type, groovy, ours, value));
        });
        oracle.assertNoDifferences(5 * POOL.size());
    }
}

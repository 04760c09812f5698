// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;

import com.google.common.collect.ImmutableMap;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GString;
import groovy.lang.GroovyShell;
import groovy.lang.Script;

/** What Groovy itself gives, for comparison with {@link RuleOps}. Values are written as Groovy expressions, so that each side gets its own copy. */
final class GroovyOracle {

    private static final String THROWS = "throws";
    private static final String REFUSING = ", refusing";

    private final GroovyShell shell = new GroovyShell(new Binding(Map.of("immutable", ImmutableMap.of("a", "x", "b", 2))));
    private final Map<String, Script> scripts = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private int compared;
    private final Set<String> agreed = new LinkedHashSet<>();
    private Refusals allowed = Refusals.NONE;

    /** One call of Groovy and of ours. */
    interface Call {
        Object apply(Object... values);
    }

    Object value(String expression) {
        return scripts.computeIfAbsent(expression, shell::parse).run();
    }

    /** A closure of Groovy whose parameters are {@code l} and {@code r}. */
    Call script(String body) {
        var closure = (Closure<?>) shell.evaluate("{ l, r -> " + body + " }");
        return values -> closure.call(values.length > 1 ? values : new Object[] {values[0], null});
    }

    /** What ours may refuse though Groovy does it. */
    enum Refusals {
        NONE,
        /** A method or its arguments, by {@link RuleMethodException}. */
        METHODS,
        ALL
    }

    void allow(Refusals refusals) {
        allowed = refusals;
    }

    /** Compares results: class and value, and the first of the values that went in, which both must change or leave alike. */
    void compare(String what, Call groovy, Call ours, String... expressions) {
        compared++;
        var groovyValues = Arrays.stream(expressions).map(this::value).toArray();
        var ourValues = Arrays.stream(expressions).map(this::value).map(GroovyOracle::ours).toArray();
        var expected = outcome(() -> groovy.apply(groovyValues)) + " leaving " + describe(groovyValues[0]);
        var actual = ourOutcome(() -> ours.apply(ourValues)) + " leaving " + describe(ourValues[0]);
        var throwing = actual.startsWith(THROWS);
        if (expected.equals(actual.replace(REFUSING, ""))) {
            if (!throwing) {
                agreed.add(what);
            }
        } else if (!throwing || allowed == Refusals.NONE || allowed == Refusals.METHODS && !actual.startsWith(THROWS + REFUSING)) {
            differences.add(what + " of " + String.join(" and ", expressions) + ":\n  Groovy " + expected + "\n  ours   " + actual);
        }
    }

    void assertNoDifferences(int atLeast) {
        assertThat(differences).withFailMessage(() -> differences.size() + " of " + compared + " differ:\n" + String.join("\n", differences)).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(atLeast);
    }

    /** What was compared at least once with a result on both sides. */
    Set<String> agreed() {
        return agreed;
    }

    private static String ourOutcome(Callable<Object> call) {
        return outcome(() -> {
            try {
                return call.call();
            } catch (RuleMethodException refusal) {
                return refusal;
            }
        }).replaceFirst("^RuleMethodException .*", THROWS + REFUSING).replaceFirst("^MissingRulePropertyException .*", THROWS + REFUSING);
    }

    private static String outcome(Callable<Object> call) {
        try {
            return describe(call.call());
        } catch (Exception | StackOverflowError | LinkageError | AssertionError failure) {
            return THROWS;
        }
    }

    static Object ours(Object value) {
        if (value instanceof GString text) {
            return new RuleText(text.getStrings(), Arrays.stream(text.getValues()).map(GroovyOracle::ours).toArray());
        } else if (value instanceof Closure<?> closure) {
            return new GroovyClosure(closure);
        } else if (value instanceof ImmutableMap<?, ?>) {
            return value;
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = map.getClass() == HashMap.class ? new HashMap<>() : new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(ours(key), ours(element)));
            return copy;
        } else if (value instanceof Set<?> set) {
            var copy = new LinkedHashSet<>();
            set.forEach(element -> copy.add(ours(element)));
            return copy;
        } else if (value instanceof List<?> list) {
            var copy = new ArrayList<>();
            list.forEach(element -> copy.add(ours(element)));
            return copy;
        }
        return value;
    }

    static Object[] arguments(Object list) {
        return Arrays.stream((Object[]) list).map(GroovyOracle::ours).toArray();
    }

    private static final class GroovyClosure extends RuleClosure<Object> {

        private final Closure<?> closure;

        private GroovyClosure(Closure<?> closure) {
            this.closure = closure;
        }

        @Override
        protected Object call(Object first, Object second) {
            return ours(parameters() == 2 ? closure.call(first, second) : closure.call(first));
        }

        @Override
        public int parameters() {
            return closure.getMaximumNumberOfParameters();
        }
    }

    static String describe(Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof GString || value instanceof RuleText) {
            return "text with values '" + value + "'";
        } else if (value instanceof Closure<?> || value instanceof RuleClosure<?>) {
            return "closure";
        } else if (value instanceof Map.Entry<?, ?> entry) {
            return "entry " + describe(entry.getKey()) + "=" + describe(entry.getValue());
        } else if (value instanceof Map<?, ?> map) {
            var text = new StringBuilder("map {");
            map.forEach((key, element) -> text.append(describe(key)).append(": ").append(describe(element)).append("; "));
            return text.append('}').toString();
        } else if (value instanceof Collection<?> collection) {
            return describe(collection instanceof List<?> ? "list " : collection instanceof Set<?> ? "set " : "collection ", collection);
        } else if (value.getClass().isArray()) {
            return describe(value.getClass().getSimpleName() + " ", Sequences.ofArray(value));
        } else if (value instanceof Matcher matcher) {
            return "Matcher of " + matcher.pattern() + " over " + matcher.regionStart() + ".." + matcher.regionEnd();
        }
        return value.getClass().getSimpleName() + " " + value;
    }

    private static String describe(String kind, Collection<?> elements) {
        var text = new StringBuilder(kind).append('[');
        elements.forEach(element -> text.append(describe(element)).append("; "));
        return text.append(']').toString();
    }
}

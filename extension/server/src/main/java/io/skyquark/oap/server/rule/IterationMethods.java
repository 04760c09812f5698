// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Methods that go through a sequence, most with a closure. */
final class IterationMethods {

    /** Those that Groovy has for any value; texts and matchers have them. */
    static final Set<String> OF_ANYTHING = Set.of("each", "eachWithIndex", "collect", "find", "findAll", "findIndexOf", "findResult", "any", "every",
            "inject");
    static final Set<String> NAMES = Set.of("each", "eachWithIndex", "collect", "find", "findAll", "findIndexOf", "findResult", "any", "every",
            "inject", "count", "sum", "max", "min", "join", "sort", "toSorted", "unique", "groupBy", "countBy", "collectEntries", "collectMany", "findResults",
            "withIndex");

    private IterationMethods() {
    }

    static Object call(Collection<?> elements, Object self, String method, Object[] arguments) {
        return switch (arguments.length) {
            case 0 -> call(elements, self, method);
            case 1 -> arguments[0] instanceof RuleClosure<?> closure ? call(elements, self, method, closure) : withValue(elements, self, method, arguments[0]);
            case 2 -> "inject".equals(method) ? inject(elements.iterator(), arguments[0], Arguments.closure(arguments[1]))
                    : "sum".equals(method) ? sum(elements, arguments[0], Arguments.closure(arguments[1])) : RuleMethods.UNKNOWN;
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Object call(Collection<?> elements, Object self, String method) {
        return switch (method) {
            case "find" -> elements.stream().filter(RuleOps::truth).findFirst().orElse(null);
            case "findAll" -> kept(elements, self, RuleOps::truth);
            case "collect" -> new ArrayList<>(elements);
            case "any" -> elements.stream().anyMatch(RuleOps::truth);
            case "every" -> elements.stream().allMatch(RuleOps::truth);
            case "sum" -> sum(elements, null, null);
            case "max" -> extreme(elements, RuleOps::compare, 1, true);
            case "min" -> extreme(elements, RuleOps::compare, -1, true);
            case "join" -> join(elements, "");
            case "sort" -> sort(elements, self, Orders.NATURAL);
            case "toSorted" -> sorted(elements, Orders.NATURAL);
            case "unique" -> unique(elements, self, Orders.NATURAL);
            case "withIndex" -> withIndex(elements);
            case "collectEntries" -> Collecting.collectEntries(elements, null);
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Object withValue(Collection<?> elements, Object self, String method, Object argument) {
        return switch (method) {
            case "join" -> join(elements, argument == null ? "" : Arguments.text(argument));
            case "count" -> (int) elements.stream().filter(element -> RuleOps.equal(element, argument)).count();
            case "sum" -> argument == null ? RuleMethods.UNKNOWN : sum(elements, argument, null);
            case "sort" -> argument instanceof Boolean inPlace ? inPlace ? sort(elements, self, Orders.NATURAL) : sorted(elements, Orders.NATURAL)
                    : RuleMethods.UNKNOWN;
            case "unique" -> argument instanceof Boolean inPlace ? inPlace ? unique(elements, self, Orders.NATURAL) : distinct(elements, Orders.NATURAL)
                    : RuleMethods.UNKNOWN;
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Object call(Collection<?> elements, Object self, String method, RuleClosure<?> closure) {
        return switch (method) {
            case "each" -> each(elements, self, closure);
            case "eachWithIndex" -> eachWithIndex(elements, self, closure);
            case "collect" -> collect(elements, closure);
            case "find" -> find(elements, closure);
            case "findAll" -> kept(elements, self, element -> Closures.test(closure, element));
            case "findIndexOf" -> indexOf(elements, closure);
            case "findResult" -> results(elements, closure).stream().findFirst().orElse(null);
            case "findResults" -> results(elements, closure);
            case "any" -> elements.stream().anyMatch(element -> Closures.test(closure, element));
            case "every" -> elements.stream().allMatch(element -> Closures.test(closure, element));
            case "inject" -> injectFirst(elements.iterator(), closure);
            case "count" -> (int) elements.stream().filter(element -> Closures.test(closure, element)).count();
            case "sum" -> sum(elements, null, closure);
            case "max" -> extreme(elements, Orders.strict(closure), 1, false);
            case "min" -> extreme(elements, Orders.strict(closure), -1, false);
            case "sort" -> sort(elements, self, Orders.by(closure));
            case "toSorted" -> sorted(elements, Orders.by(closure));
            case "unique" -> unique(elements, self, Orders.equality(closure));
            case "groupBy" -> Collecting.groupBy(elements, closure);
            case "countBy" -> Collecting.countBy(elements, closure);
            case "collectEntries" -> Collecting.collectEntries(elements, closure);
            case "collectMany" -> Collecting.collectMany(elements, closure);
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Object each(Collection<?> elements, Object self, RuleClosure<?> closure) {
        elements.forEach(element -> Closures.call(closure, element));
        return self;
    }

    private static Object eachWithIndex(Collection<?> elements, Object self, RuleClosure<?> closure) {
        var index = 0;
        for (var element : elements) {
            Closures.pair(closure, element, index++);
        }
        return self;
    }

    static List<Object> collect(Collection<?> elements, RuleClosure<?> closure) {
        var collected = new ArrayList<>(elements.size());
        for (var element : elements) {
            collected.add(Closures.call(closure, element));
        }
        return collected;
    }

    private static Object kept(Collection<?> elements, Object self, Predicate<Object> condition) {
        var kept = self instanceof Set<?> ? new LinkedHashSet<>() : new ArrayList<>();
        for (var element : elements) {
            if (condition.test(element)) {
                kept.add(element);
            }
        }
        return kept;
    }

    private static Object find(Collection<?> elements, RuleClosure<?> closure) {
        for (var element : elements) {
            if (Closures.test(closure, element)) {
                return element;
            }
        }
        return null;
    }

    private static int indexOf(Collection<?> elements, RuleClosure<?> closure) {
        var index = 0;
        for (var element : elements) {
            if (Closures.test(closure, element)) {
                return index;
            }
            index++;
        }
        return -1;
    }

    private static List<Object> results(Collection<?> elements, RuleClosure<?> closure) {
        var results = collect(elements, closure);
        results.removeIf(Objects::isNull);
        return results;
    }

    private static Object injectFirst(Iterator<?> elements, RuleClosure<?> closure) {
        if (!elements.hasNext()) {
            throw new NoSuchElementException("Cannot call inject() on an empty list without an initial value");
        }
        return inject(elements, elements.next(), closure);
    }

    static Object inject(Iterator<?> elements, Object initial, RuleClosure<?> closure) {
        var value = initial;
        while (elements.hasNext()) {
            value = Closures.pair(closure, value, elements.next());
        }
        return value;
    }

    private static Object sum(Collection<?> elements, Object initial, RuleClosure<?> closure) {
        var sum = initial;
        var first = initial == null;
        for (var element : elements) {
            var value = closure == null ? element : Closures.call(closure, element);
            sum = first ? value : RuleOps.plus(Objects.requireNonNull(sum, "Cannot invoke method plus() on null object"), value);
            first = false;
        }
        return sum;
    }

    private static Object extreme(Collection<?> elements, Comparator<Object> order, int sign, boolean skipNull) {
        Object extreme = null;
        var first = true;
        for (var element : elements) {
            if (!(skipNull && element == null) && (first || sign * order.compare(element, extreme) > 0)) {
                extreme = element;
                first = false;
            }
        }
        return extreme;
    }

    private static String join(Collection<?> elements, String separator) {
        var joined = new StringBuilder();
        var next = "";
        for (var element : elements) {
            joined.append(next).append(RuleFormat.text(element));
            next = separator;
        }
        return joined.toString();
    }

    private static List<Object> sorted(Collection<?> elements, Comparator<Object> order) {
        var sorted = new ArrayList<Object>(elements);
        sorted.sort(order);
        return sorted;
    }

    @SuppressWarnings("unchecked")
    private static Object sort(Collection<?> elements, Object self, Comparator<Object> order) {
        if (elements instanceof List<?> list) {
            ((List<Object>) list).sort(order);
            return self;
        }
        return sorted(elements, order);
    }

    private static List<Object> distinct(Collection<?> elements, Comparator<Object> order) {
        var distinct = new ArrayList<>();
        for (var element : elements) {
            if (distinct.stream().noneMatch(known -> order.compare(known, element) == 0)) {
                distinct.add(element);
            }
        }
        return distinct;
    }

    @SuppressWarnings("unchecked")
    private static Object unique(Collection<?> elements, Object self, Comparator<Object> order) {
        var distinct = distinct(elements, order);
        if (!(self instanceof Collection<?>)) {
            return distinct;
        }
        elements.clear();
        ((Collection<Object>) elements).addAll(distinct);
        return self;
    }

    private static List<Object> withIndex(Collection<?> elements) {
        var pairs = new ArrayList<>();
        for (var element : elements) {
            pairs.add(new ArrayList<>(Arrays.asList(element, pairs.size())));
        }
        return pairs;
    }
}

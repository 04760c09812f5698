// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/** Methods of lists, sets and arrays that do not take a closure. */
final class ListMethods {

    static final Set<String> NAMES = Set.of("get", "getAt", "size", "isEmpty", "contains", "containsAll", "indexOf", "lastIndexOf", "first", "last",
            "head", "tail", "init", "reverse", "take", "drop", "takeRight", "dropRight", "flatten", "plus", "minus", "multiply", "intersect", "disjoint",
            "add", "addAll", "remove", "removeAll", "clear", "set", "putAt", "subList", "toList", "toSet", "isCase",
            "leftShift", "push", "pop");

    private ListMethods() {
    }

    static Object call(Collection<?> list, String method, Object[] arguments) {
        var result = switch (arguments.length) {
            case 0 -> call(list, method);
            case 1 -> call(list, method, arguments[0]);
            case 2 -> call(list, method, arguments[0], arguments[1]);
            default -> RuleMethods.UNKNOWN;
        };
        return result == RuleMethods.UNKNOWN ? IterationMethods.call(list, list, method, arguments) : result;
    }

    private static Object call(Collection<?> list, String method) {
        return switch (method) {
            case "size" -> list.size();
            case "isEmpty" -> list.isEmpty();
            case "first", "head" -> element(list, 0);
            case "last" -> element(list, list.size() - 1);
            case "tail" -> rest(list, 1, list.size());
            case "init" -> rest(list, 0, list.size() - 1);
            case "reverse" -> reverse(list);
            case "flatten" -> flatten(list, list instanceof Set<?> ? new LinkedHashSet<>() : new ArrayList<>());
            case "toList" -> new ArrayList<>(list);
            case "toSet" -> new HashSet<Object>(list);
            case "clear" -> {
                list.clear();
                yield null;
            }
            case "pop" -> list instanceof List<?> && !list.isEmpty() ? ((List<?>) list).remove(0) : RuleMethods.UNKNOWN;
            default -> RuleMethods.UNKNOWN;
        };
    }

    @SuppressWarnings("unchecked")
    private static Object call(Collection<?> collection, String method, Object argument) {
        var list = (Collection<Object>) collection;
        return switch (method) {
            case "get" -> list instanceof List<?> elements ? elements.get(Arguments.number(argument)) : RuleMethods.UNKNOWN;
            case "getAt" -> RuleProperties.index(list, argument);
            case "contains" -> list.contains(argument);
            case "isCase" -> RuleComparison.in(argument, list);
            case "containsAll" -> list.containsAll(elements(argument));
            case "indexOf" -> list instanceof List<?> elements ? (Object) elements.indexOf(argument) : RuleMethods.UNKNOWN;
            case "lastIndexOf" -> list instanceof List<?> elements ? (Object) elements.lastIndexOf(argument) : RuleMethods.UNKNOWN;
            case "take" -> part(list, 0, Arguments.number(argument));
            case "drop" -> part(list, Arguments.number(argument), list.size());
            case "takeRight" -> part(list, list.size() - Math.max(0, Arguments.number(argument)), list.size());
            case "dropRight" -> part(list, 0, list.size() - Math.max(0, Arguments.number(argument)));
            case "plus" -> RuleOps.plus(list, argument);
            case "minus" -> argument instanceof RuleClosure<?> ? RuleMethods.UNKNOWN : RuleOps.minus(list, argument);
            case "multiply" -> RuleOps.multiply(list, Arguments.anyNumber(argument));
            case "intersect" -> intersection(list, argument);
            case "disjoint" -> intersection(list, argument).isEmpty();
            case "equals" -> RuleOps.equal(list, argument);
            case "add" -> list.add(argument);
            case "addAll" -> list.addAll(elements(argument));
            case "leftShift" -> {
                list.add(argument);
                yield list;
            }
            case "push" -> {
                ((List<Object>) list).add(0, argument);
                yield true;
            }
            case "remove" -> list instanceof List<?> elements && argument instanceof Integer index ? elements.remove((int) index)
                    : (Object) list.remove(argument);
            case "removeAll" -> argument instanceof RuleClosure<?> closure ? list.removeIf(element -> Closures.test(closure, element))
                    : list.removeAll(elements(argument));
            default -> RuleMethods.UNKNOWN;
        };
    }

    @SuppressWarnings("unchecked")
    private static Object call(Collection<?> collection, String method, Object first, Object second) {
        if (!(collection instanceof List<?> elements)) {
            return RuleMethods.UNKNOWN;
        }
        var list = (List<Object>) elements;
        return switch (method) {
            case "set" -> list.set(Arguments.number(first), second);
            case "add" -> {
                list.add(Arguments.number(first), second);
                yield null;
            }
            case "putAt" -> {
                RuleProperties.setIndex(list, first, second);
                yield null;
            }
            case "subList" -> list.subList(Arguments.number(first), Arguments.number(second));
            default -> RuleMethods.UNKNOWN;
        };
    }

    private static Collection<?> elements(Object argument) {
        if (argument instanceof Collection<?> collection) {
            return collection;
        } else if (argument instanceof Object[] array) {
            return Arrays.asList(array);
        } else if (argument == null) {
            throw new NullPointerException("A list is expected, not null");
        }
        throw new Arguments.Mismatch();
    }

    private static Object element(Collection<?> list, int index) {
        if (list.isEmpty()) {
            throw new NoSuchElementException("Cannot access an element of an empty list");
        } else if (list instanceof List<?> elements) {
            return elements.get(index);
        }
        var iterator = list.iterator();
        for (var i = 0; i < index; i++) {
            iterator.next();
        }
        return iterator.next();
    }

    private static Collection<Object> rest(Collection<?> list, int from, int to) {
        if (list.isEmpty()) {
            throw new NoSuchElementException("Cannot access a part of an empty list");
        }
        return part(list, from, to);
    }

    private static Object reverse(Collection<?> list) {
        if (!(list instanceof List<?>)) {
            return RuleMethods.UNKNOWN;
        }
        var reversed = new ArrayList<Object>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    static Collection<Object> flatten(Collection<?> list, Collection<Object> into) {
        for (var element : list) {
            if (element instanceof Collection<?> nested) {
                flatten(nested, into);
            } else if (Sequences.isArray(element)) {
                flatten(Sequences.ofArray(element), into);
            } else {
                into.add(element);
            }
        }
        return into;
    }

    private static Collection<Object> part(Collection<?> list, int from, int to) {
        var start = Math.max(0, Math.min(from, list.size()));
        var end = Math.max(start, Math.min(to, list.size()));
        var part = new ArrayList<Object>(list).subList(start, end);
        return list instanceof Set<?> ? new LinkedHashSet<>(part) : new ArrayList<>(part);
    }

    private static Collection<Object> intersection(Collection<?> list, Object argument) {
        if (!(argument instanceof Collection<?> other)) {
            throw new Arguments.Mismatch();
        }
        var common = ListArithmetic.copy(list);
        common.removeIf(element -> !ListArithmetic.contains(other, element));
        return common;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.ArrayList;
import java.util.Set;

/** Methods of arrays, such as {@code split} gives: those that read. */
final class ArrayMethods {

    static final Set<String> NAMES = Set.of("size", "getAt", "putAt", "contains", "isCase", "toList", "first", "last", "head", "plus", "minus", "each",
            "eachWithIndex", "collect", "find", "findAll", "findIndexOf", "any", "every", "inject", "count", "sum", "max", "min", "join", "groupBy", "countBy",
            "collectEntries", "collectMany", "findResults");
    private static final Set<String> OF_PRIMITIVES = Set.of("size", "getAt", "toList", "each", "collect", "any", "every", "find", "join");

    private ArrayMethods() {
    }

    static Object call(Object array, String method, Object[] arguments) {
        if (!(array instanceof Object[] ? NAMES : OF_PRIMITIVES).contains(method)) {
            return RuleMethods.UNKNOWN;
        }
        var elements = Sequences.ofArray(array);
        return switch (arguments.length) {
            case 0 -> switch (method) {
                case "toList" -> new ArrayList<>(elements);
                case "size" -> elements.size();
                case "first", "head", "last" -> ListMethods.call(elements, method, arguments);
                default -> IterationMethods.call(elements, array, method, arguments);
            };
            case 1 -> switch (method) {
                case "getAt" -> RuleProperties.index(array, arguments[0]);
                case "contains" -> ListArithmetic.contains(elements, arguments[0]);
                case "isCase" -> RuleComparison.in(arguments[0], array);
                case "plus" -> RuleOps.plus(array, arguments[0]);
                case "minus" -> arguments[0] instanceof RuleClosure<?> ? RuleMethods.UNKNOWN : RuleOps.minus(array, arguments[0]);
                default -> IterationMethods.call(elements, array, method, arguments);
            };
            default -> {
                if ("putAt".equals(method) && arguments.length == 2) {
                    RuleProperties.setIndex(array, arguments[0], arguments[1]);
                    yield null;
                }
                yield IterationMethods.call(elements, array, method, arguments);
            }
        };
    }
}

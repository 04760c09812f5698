// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Equality, order and membership of values that are not both plain texts. */
final class RuleComparison {

    private RuleComparison() {
    }

    /** Equality of two values, none of them null. */
    static boolean equal(Object left, Object right) {
        if (left instanceof Comparable<?>) {
            var order = known(left, right);
            return order != null ? order == 0 : comparable(left, right) && order(left, right) == 0;
        } else if (left instanceof List<?> || Sequences.isArray(left)) {
            return (right instanceof List<?> || Sequences.isArray(right)) && equalLists(Sequences.of(left), Sequences.of(right));
        } else if (left instanceof Map<?, ?> map) {
            return right instanceof Map<?, ?> other && equalMaps(map, other);
        } else if (left instanceof Set<?> set) {
            return right instanceof Set<?> other && set.size() == other.size() && other.stream().allMatch(element -> ListArithmetic.contains(set, element));
        } else if (left instanceof Map.Entry<?, ?> entry && right instanceof Map.Entry<?, ?> other) {
            return RuleOps.equal(entry.getKey(), other.getKey()) && RuleOps.equal(entry.getValue(), other.getValue());
        }
        return left.equals(right);
    }

    private static boolean equalLists(Collection<?> left, Collection<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        var others = right.iterator();
        for (var element : left) {
            if (!RuleOps.equal(element, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (var entry : left.entrySet()) {
            if (!right.containsKey(entry.getKey()) || !RuleOps.equal(entry.getValue(), right.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Order of two values, of which null is the least. */
    static int compare(Object left, Object right) {
        if (left == right) {
            return 0;
        } else if (left == null) {
            return -1;
        } else if (right == null) {
            return 1;
        }
        var order = known(left, right);
        if (order != null) {
            return order;
        } else if (left instanceof Comparable<?>) {
            return order(left, right);
        }
        throw incomparable(left, right);
    }

    /**
     * Order of numbers, characters and texts among each other; null if it is not about these.
     * A text of one character stands for the number of that character.
     */
    private static Integer known(Object left, Object right) {
        if (left instanceof Number number) {
            if (right instanceof Number other) {
                return compareNumbers(number, other);
            }
            return isCharacter(right) ? (Integer) compareNumbers(number, (int) character(right)) : null;
        } else if (left instanceof Character character) {
            if (right instanceof Number number) {
                return compareNumbers((int) character, number);
            } else if (isCharacter(right)) {
                return compareNumbers((int) character, (int) character(right));
            }
            return right instanceof CharSequence ? (Integer) left.toString().compareTo(right.toString()) : null;
        } else if (left instanceof CharSequence) {
            if (right instanceof Number number) {
                return isCharacter(left) ? (Integer) compareNumbers((int) character(left), number) : null;
            }
            return right instanceof CharSequence || right instanceof Character ? (Integer) left.toString().compareTo(right.toString()) : null;
        }
        return null;
    }

    private static boolean isCharacter(Object value) {
        return value instanceof Character || value instanceof CharSequence text && text.length() == 1;
    }

    private static char character(Object value) {
        return value.toString().charAt(0);
    }

    static int compareNumbers(Number left, Number right) {
        return switch (Rank.of(left, right)) {
            case INTEGER -> Integer.compare(left.intValue(), right.intValue());
            case LONG -> Long.compare(left.longValue(), right.longValue());
            case BIG_INTEGER -> RuleArithmetic.bigInteger(left).compareTo(RuleArithmetic.bigInteger(right));
            case BIG_DECIMAL -> RuleArithmetic.bigDecimal(left).compareTo(RuleArithmetic.bigDecimal(right));
            case DOUBLE -> Double.compare(left.doubleValue(), right.doubleValue());
        };
    }

    private static boolean comparable(Object left, Object right) {
        return left.getClass() == right.getClass();
    }

    @SuppressWarnings("unchecked")
    private static int order(Object left, Object right) {
        try {
            return ((Comparable<Object>) left).compareTo(right);
        } catch (ClassCastException other) {
            throw incomparable(left, right);
        }
    }

    private static RuleMethodException incomparable(Object left, Object right) {
        return new RuleMethodException("Cannot compare " + RuleFormat.type(left) + " with value '" + RuleFormat.text(left) + "' and " + RuleFormat.type(right)
                + " with value '" + RuleFormat.text(right) + "'");
    }

    static boolean in(Object value, Object container) {
        if (container == null) {
            return value == null;
        } else if (container instanceof Collection<?> collection) {
            return collection.contains(value);
        } else if (container instanceof Map<?, ?> map) {
            return RuleOps.truth(map.get(value));
        } else if (container instanceof Pattern pattern) {
            return value != null && pattern.matcher(value.toString()).matches();
        } else if (container instanceof RuleClosure<?> closure) {
            return RuleOps.truth(closure.call(value));
        } else if (container instanceof CharSequence text) {
            return value != null && text.toString().equals(RuleFormat.text(value));
        } else if (Sequences.isArray(container)) {
            return Sequences.ofArray(container).contains(value);
        }
        if (container instanceof Number number) {
            return value instanceof Number other && compareNumbers(number, other) == 0;
        }
        return container instanceof Character ? container.equals(value) : RuleOps.equal(container, value);
    }
}

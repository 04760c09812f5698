// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.google.protobuf.MessageOrBuilder;

/** Values as texts, in Groovy's manner: {@code [a, b]}, {@code [a:b]}, {@code [:]}. */
final class RuleFormat {

    private RuleFormat() {
    }

    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        } else if (value == null) {
            return "null";
        } else if (value instanceof Map<?, ?> map) {
            return map(map);
        } else if (value instanceof Collection<?> collection) {
            return collection(collection, collection);
        } else if (value instanceof char[] characters) {
            return new String(characters);
        } else if (value.getClass().isArray()) {
            return collection(Sequences.ofArray(value), value);
        }
        return value.toString();
    }

    private static String collection(Collection<?> collection, Object self) {
        var text = new StringBuilder("[");
        for (var element : collection) {
            text.append(text.length() == 1 ? "" : ", ").append(element == self ? "(this Collection)" : text(element));
        }
        return text.append(']').toString();
    }

    private static String map(Map<?, ?> map) {
        if (map.isEmpty()) {
            return "[:]";
        }
        var text = new StringBuilder("[");
        for (var entry : map.entrySet()) {
            text.append(text.length() == 1 ? "" : ", ")
                    .append(entry.getKey() == map ? "(this Map)" : text(entry.getKey())).append(':')
                    .append(entry.getValue() == map ? "(this Map)" : text(entry.getValue()));
        }
        return text.append(']').toString();
    }

    /** Type of a value as messages name it. */
    static String type(Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof RuleText) {
            return "String";
        } else if (value instanceof Map<?, ?>) {
            return "Map";
        } else if (value instanceof List<?>) {
            return "List";
        } else if (value instanceof MessageOrBuilder message) {
            return message.getDescriptorForType().getFullName();
        } else if (value instanceof RuleClosure<?>) {
            return "Closure";
        }
        return value.getClass().getSimpleName();
    }
}

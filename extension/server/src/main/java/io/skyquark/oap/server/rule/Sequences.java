// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** Lists over values that can be gone through. */
final class Sequences {

    private Sequences() {
    }

    /** @return a view of an array of objects, a list of another array's elements */
    static List<Object> ofArray(Object array) {
        if (array instanceof Object[] objects) {
            return Arrays.asList(objects);
        } else if (array instanceof int[] numbers) {
            return view(numbers.length, i -> numbers[i]);
        } else if (array instanceof long[] numbers) {
            return view(numbers.length, i -> numbers[i]);
        } else if (array instanceof double[] numbers) {
            return view(numbers.length, i -> numbers[i]);
        } else if (array instanceof float[] numbers) {
            return view(numbers.length, i -> numbers[i]);
        } else if (array instanceof byte[] numbers) {
            return view(numbers.length, i -> numbers[i]);
        } else if (array instanceof short[] numbers) {
            return view(numbers.length, i -> numbers[i]);
        } else if (array instanceof char[] characters) {
            return view(characters.length, i -> characters[i]);
        }
        var flags = (boolean[]) array;
        return view(flags.length, i -> flags[i]);
    }

    private interface Element {
        Object at(int index);
    }

    private static List<Object> view(int size, Element element) {
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                return element.at(index);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /** The characters of a text, each a text. */
    static List<Object> characters(String text) {
        var characters = new ArrayList<>(text.length());
        for (var i = 0; i < text.length(); i++) {
            characters.add(String.valueOf(text.charAt(i)));
        }
        return characters;
    }

    /** What {@code value} gives when a rule goes through it; null for a value that is no sequence. */
    @SuppressWarnings("unchecked")
    static Collection<Object> of(Object value) {
        if (value instanceof Collection<?> collection) {
            return (Collection<Object>) collection;
        } else if (value instanceof Map<?, ?> map) {
            return (Collection<Object>) (Collection<?>) map.entrySet();
        } else if (value instanceof CharSequence text) {
            return characters(text.toString());
        } else if (value instanceof Matcher matcher) {
            return MatcherMethods.matches(matcher);
        } else if (value != null && value.getClass().isArray()) {
            return ofArray(value);
        }
        return null;
    }

    static boolean isArray(Object value) {
        return value instanceof Object[] || value != null && value.getClass().isArray();
    }
}

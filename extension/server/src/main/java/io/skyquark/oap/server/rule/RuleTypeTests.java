// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code instanceof} of the types that rules may name; a text with values counts as what it is in Groovy. */
final class RuleTypeTests {

    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
        Map.entry("Object", Object.class), Map.entry("String", String.class), Map.entry("CharSequence", CharSequence.class),
        Map.entry("groovy.lang.GString", RuleText.class), Map.entry("Boolean", Boolean.class), Map.entry("Number", Number.class),
        Map.entry("Integer", Integer.class), Map.entry("Short", Short.class), Map.entry("Byte", Byte.class), Map.entry("Long", Long.class),
        Map.entry("Float", Float.class), Map.entry("Double", Double.class), Map.entry("BigDecimal", BigDecimal.class),
        Map.entry("BigInteger", BigInteger.class), Map.entry("List", List.class), Map.entry("ArrayList", ArrayList.class),
        Map.entry("Collection", Collection.class), Map.entry("Set", Set.class), Map.entry("Map", Map.class), Map.entry("HashMap", HashMap.class),
        Map.entry("LinkedHashMap", LinkedHashMap.class), Map.entry("String[]", String[].class), Map.entry("Object[]", Object[].class),
        Map.entry("Pattern", Pattern.class), Map.entry("Matcher", Matcher.class));

    private RuleTypeTests() {
    }

    static boolean test(Object value, String className) {
        var type = TYPES.get(RuleCasts.simpleName(className));
        if (type == null) {
            throw new ClassCastException("Rules know no type '" + className + "' to compare with");
        }
        return type.isInstance(value);
    }
}

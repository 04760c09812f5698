// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.front;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;

import io.skyquark.oap.deployment.rule.ir.ValueType;

/** The types that rules may name. */
final class Types {

    private static final Map<String, ValueType> KNOWN = Map.ofEntries(
        Map.entry("java.lang.String", ValueType.STRING),
        Map.entry("groovy.lang.GString", ValueType.TEXT),
        Map.entry("java.lang.CharSequence", ValueType.ANY),
        Map.entry("java.lang.Integer", ValueType.INTEGER),
        Map.entry("java.lang.Short", ValueType.NUMBER),
        Map.entry("java.lang.Byte", ValueType.NUMBER),
        Map.entry("java.lang.Long", ValueType.LONG),
        Map.entry("java.lang.Float", ValueType.FLOAT),
        Map.entry("java.lang.Double", ValueType.DOUBLE),
        Map.entry("java.lang.Number", ValueType.NUMBER),
        Map.entry("java.math.BigDecimal", ValueType.DECIMAL),
        Map.entry("java.math.BigInteger", ValueType.NUMBER),
        Map.entry("java.lang.Boolean", ValueType.BOOLEAN),
        Map.entry("java.lang.Object", ValueType.ANY),
        Map.entry("java.util.List", ValueType.LIST),
        Map.entry("java.util.ArrayList", ValueType.LIST),
        Map.entry("java.util.Collection", ValueType.LIST),
        Map.entry("java.util.Set", ValueType.LIST),
        Map.entry("java.util.Map", ValueType.MAP),
        Map.entry("java.util.LinkedHashMap", ValueType.MAP),
        Map.entry("java.util.HashMap", ValueType.MAP),
        Map.entry("java.lang.String[]", ValueType.ARRAY),
        Map.entry("java.lang.Object[]", ValueType.ARRAY),
        Map.entry("java.util.regex.Pattern", ValueType.PATTERN),
        Map.entry("java.util.regex.Matcher", ValueType.MATCHER));

    private Types() {
    }

    /** What rules call the types, for hints. */
    static Set<String> simpleNames() {
        return KNOWN.keySet().stream().filter(name -> !name.endsWith("[]")).map(name -> name.substring(name.lastIndexOf('.') + 1)).collect(Collectors.toSet());
    }

    /** What is known of a value of the type; {@link ValueType#ANY} also where the type is no known one. */
    static ValueType of(ClassNode type) {
        return KNOWN.getOrDefault(name(type), ValueType.ANY);
    }

    /** Whether a rule may cast to the type or declare a variable of it. */
    static boolean isKnown(ClassNode type) {
        return KNOWN.containsKey(name(type));
    }

    /** Binary name, of wrapper classes in place of primitive types; arrays end in {@code []}. */
    static String name(ClassNode type) {
        return type.isArray() ? name(type.getComponentType()) + "[]" : ClassHelper.getWrapper(type).getName();
    }
}

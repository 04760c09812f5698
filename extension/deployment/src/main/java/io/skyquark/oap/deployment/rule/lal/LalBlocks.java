// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.apache.skywalking.oap.log.analyzer.dsl.spec.AbstractSpec;
import org.apache.skywalking.oap.log.analyzer.dsl.spec.LALDelegatingScript;
import org.apache.skywalking.oap.log.analyzer.dsl.spec.filter.FilterSpec;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;

/** What may stand in the blocks of a LAL script, as upstream's classes say it themselves. */
final class LalBlocks {

    static final Class<?> FILTER = FilterSpec.class;
    static final Class<?> SCRIPT = LALDelegatingScript.class;
    static final Class<?> SPEC = AbstractSpec.class;

    /** What upstream's classes have for its own use. */
    private static final Set<String> INTERNAL = Set.of("bind", "propertyMissing", "moduleManager", "moduleConfig", "create", "toString", "build", "equals", "hashCode",
        "canEqual", "start", "close", "sample", "reset", "percentage", "getClass", "notify", "notifyAll", "wait", "grok");

    private LalBlocks() {
    }

    /** Whose methods are the statements of a block, null where upstream says nothing, because the block is never run or run as it stands. */
    static Class<?> delegate(Class<?> owner, String statement) {
        return methods(owner, statement).stream().flatMap(method -> Arrays.stream(method.getParameters()))
            .filter(parameter -> parameter.getType() == Closure.class && parameter.isAnnotationPresent(DelegatesTo.class))
            .map(parameter -> parameter.getAnnotation(DelegatesTo.class).value()).findFirst().orElse(null);
    }

    /** The block that a chain of block names leads to; one that is not known is passed over. */
    static Class<?> inside(List<String> names) {
        Class<?> block = SCRIPT;
        for (var name : names) {
            var inner = delegate(block, name);
            block = inner == null ? block : inner;
        }
        return block;
    }

    static List<Method> methods(Class<?> block, String name) {
        return Arrays.stream(block.getMethods()).filter(method -> method.getName().equals(name) && !Modifier.isStatic(method.getModifiers())).toList();
    }

    /** Names of the statements of a block. */
    static Set<String> statements(Class<?> block) {
        return Arrays.stream(block.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()) && method.getDeclaringClass() != Object.class)
            .filter(method -> block != SCRIPT || method.getDeclaringClass() == SCRIPT)
            .map(Method::getName).filter(name -> !INTERNAL.contains(name)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each statement of the language with the names of the blocks that have it. */
    static Map<String, Set<String>> places() {
        Map<String, Set<String>> places = new TreeMap<>();
        collect(FILTER, "filter", places);
        return places;
    }

    private static void collect(Class<?> block, String name, Map<String, Set<String>> places) {
        for (var statement : statements(block)) {
            boolean known = !places.computeIfAbsent(statement, key -> new TreeSet<>()).add(name);
            var inner = delegate(block, statement);
            if (!known && inner != null) {
                collect(inner, statement, places);
            }
        }
    }
}

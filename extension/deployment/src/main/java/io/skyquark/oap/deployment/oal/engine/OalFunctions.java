// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.engine;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.skywalking.oap.server.core.analysis.metrics.annotation.Arg;
import org.apache.skywalking.oap.server.core.analysis.metrics.annotation.BooleanValueFilterMatcher;
import org.apache.skywalking.oap.server.core.analysis.metrics.annotation.Entrance;
import org.apache.skywalking.oap.server.core.analysis.metrics.annotation.Expression;
import org.apache.skywalking.oap.server.core.analysis.metrics.annotation.FilterMatcher;
import org.apache.skywalking.oap.server.core.analysis.metrics.annotation.MetricsFunction;
import org.apache.skywalking.oap.server.core.analysis.metrics.annotation.SourceFrom;

/** What scripts can call: functions with their parameters, and operators with the types they compare. */
final class OalFunctions {

    private final SortedMap<String, Function> functions = new TreeMap<>();
    private final SortedMap<String, Matcher> matchers = new TreeMap<>();

    /** Where the value of a function's parameter comes from. */
    enum Origin {
        /** The attribute that {@code from(...)} names. */
        SOURCE,
        /** A condition between the function's brackets. */
        CONDITION,
        /** A literal or an attribute between the function's brackets. */
        ARGUMENT,
        /** The engine itself. */
        CONSTANT
    }

    record Parameter(Origin origin, Class<?> type) {
    }

    record Function(String name, List<Parameter> parameters) {

        List<Parameter> parametersFrom(Origin origin) {
            return parameters.stream().filter(parameter -> parameter.origin() == origin).toList();
        }
    }

    /**
     * @param ofBoolean whether the attribute on the left is read with an {@code is} getter
     */
    record Matcher(Class<?> type, boolean ofBoolean) {

        /** Whether the operator can be used as the Java compiler of the engine sees it: it widens no argument but the small integers. */
        boolean accepts(Class<?> left, Class<?> right) {
            return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("match") && method.getParameterCount() == 2)
                .map(Method::getParameterTypes)
                .anyMatch(types -> OalTypes.passes(left, types[0]) && OalTypes.passes(right, types[1]));
        }
    }

    OalFunctions(List<Class<?>> functionClasses, List<Class<?>> matcherClasses) {
        for (var type : functionClasses) {
            var name = type.getAnnotation(MetricsFunction.class).functionName();
            functions.put(name, new Function(name, parameters(type)));
        }
        for (var type : matcherClasses) {
            var plain = type.getAnnotation(FilterMatcher.class);
            var names = plain != null ? plain.value() : type.getAnnotation(BooleanValueFilterMatcher.class).value();
            var matcher = new Matcher(type, plain == null);
            if (names.length == 0) {
                matchers.put(Character.toLowerCase(type.getSimpleName().charAt(0)) + type.getSimpleName().substring(1), matcher);
            }
            for (var name : names) {
                matchers.put(name, matcher);
            }
        }
    }

    /** {@code null} where no function has that name. */
    Function function(String name) {
        return functions.get(name);
    }

    Set<String> functionNames() {
        return functions.keySet();
    }

    /** The operator behind a grammar rule such as {@code greaterMatch}, or {@code null}. */
    Matcher matcher(String rule) {
        return matchers.get(rule);
    }

    private static List<Parameter> parameters(Class<?> type) {
        var parameters = new ArrayList<Parameter>();
        var entrance = Arrays.stream(type.getMethods()).filter(method -> method.isAnnotationPresent(Entrance.class)).findFirst();
        if (entrance.isPresent()) {
            for (var parameter : entrance.get().getParameters()) {
                var origin = parameter.isAnnotationPresent(SourceFrom.class) ? Origin.SOURCE
                    : parameter.isAnnotationPresent(Expression.class) ? Origin.CONDITION
                    : parameter.isAnnotationPresent(Arg.class) ? Origin.ARGUMENT
                    : Origin.CONSTANT;
                parameters.add(new Parameter(origin, parameter.getType()));
            }
        }
        return parameters;
    }
}

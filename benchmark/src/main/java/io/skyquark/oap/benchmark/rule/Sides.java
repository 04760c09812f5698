// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.skywalking.oap.server.core.analysis.meter.function.MeterFunction;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;

import com.google.common.reflect.ClassPath;

import io.skyquark.oap.deployment.rule.RuleCompiler;

/** Sets up the two sides. */
final class Sides {

    private Sides() {
    }

    /** Errors of rules are results here, not log lines. */
    static void quiet() {
        for (var logger : new String[] {"org.apache.skywalking", "io.skyquark.oap.server.rule"}) {
            LogContext.getLogContext().getLogger(logger).setLevel(Level.OFF);
        }
    }

    /** Names of upstream's meter functions; at augmentation they come from the index of its classes. */
    static Set<String> functions() {
        try {
            return ClassPath.from(MeterFunction.class.getClassLoader()).getTopLevelClassesRecursive(MeterFunction.class.getPackageName()).stream()
                .map(type -> type.load().getAnnotation(MeterFunction.class)).filter(annotation -> annotation != null).map(MeterFunction::functionName)
                .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Side groovy() {
        return new UpstreamSide();
    }

    /** All files of a folder, compiled now. */
    @SuppressWarnings("unchecked")
    static Side compiled(RuleFolder folder) {
        var loader = new HookedLoader();
        var compiler = new RuleCompiler(functions());
        Map<String, String> classes = new TreeMap<>();
        folder.texts().forEach((file, text) -> {
            var compiled = compiler.compile(file, text);
            if (!compiled.findings().isEmpty()) {
                throw new IllegalStateException(file + " " + compiled.findings());
            }
            if (compiled.className() != null) {
                classes.put(file, compiled.className());
                compiled.classes().forEach(type -> loader.add(type.name(), type.bytes()));
            }
        });
        try {
            ((Consumer<Map<String, String>>) loader.loadClass(CompiledBoot.class.getName()).getConstructor().newInstance()).accept(classes);
            return (Side) loader.loadClass(UpstreamSide.class.getName()).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

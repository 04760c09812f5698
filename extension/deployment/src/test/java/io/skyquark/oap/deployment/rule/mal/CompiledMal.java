// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.mal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;

import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.server.rule.mal.MalFamilies;
import io.skyquark.oap.server.rule.mal.MalFile;
import io.skyquark.oap.server.rule.mal.MalInput;

/** Our side: generated classes, run on unmodified upstream's families. */
final class CompiledMal extends ClassLoader {

    private static final MethodHandle FAMILY;

    static {
        try {
            FAMILY = MethodHandles.privateLookupIn(SampleFamily.class, MethodHandles.lookup()).findConstructor(SampleFamily.class,
                MethodType.methodType(void.class, Sample[].class, RunningContext.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private CompiledMal() {
        super(CompiledMal.class.getClassLoader());
    }

    static void boot() {
        MalFamilies.use((samples, context) -> {
            try {
                return (SampleFamily) FAMILY.invokeExact(samples, context);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static void shutDown() {
        MalFamilies.use(null);
    }

    static MalFile load(CompiledFile file) {
        var loader = new CompiledMal();
        file.classes().forEach(made -> loader.defineClass(made.name(), made.bytes(), 0, made.bytes().length));
        try {
            return (MalFile) Class.forName(file.className(), true, loader).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(file.file(), e);
        }
    }

    /** @param counters a name that no other evaluation has, except those whose counters go on here */
    static Outcome run(MalFile file, int rule, String counters, Input input) {
        try {
            return Outcome.of(file.evaluate(rule, new MalInput(counters, counters, input.families())));
        } catch (Throwable e) {
            return Outcome.thrown();
        }
    }

    /** The samples that a file's filter keeps, by name; upstream keeps all where the filter fails. */
    static Map<String, List<Outcome.SampleView>> filter(MalFile file, Map<String, SampleFamily> families) {
        Map<String, List<Outcome.SampleView>> kept = new HashMap<>();
        try {
            families.forEach((name, family) -> {
                List<Sample> samples = new ArrayList<>();
                for (var sample : family.samples) {
                    if ((Boolean) file.filter().call(sample.getLabels())) {
                        samples.add(sample);
                    }
                }
                kept.put(name, Outcome.SampleView.of(samples.toArray(Sample[]::new)));
            });
            return kept;
        } catch (Throwable e) {
            return views(families);
        }
    }

    static Map<String, List<Outcome.SampleView>> views(Map<String, SampleFamily> families) {
        Map<String, List<Outcome.SampleView>> views = new HashMap<>();
        families.forEach((name, family) -> views.put(name, Outcome.SampleView.of(family.samples)));
        return views;
    }
}

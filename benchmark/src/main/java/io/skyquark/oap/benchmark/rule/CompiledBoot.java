// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.rule;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;

import com.google.common.collect.ImmutableMap;

import io.skyquark.oap.model.RuleCatalog;
import io.skyquark.oap.server.rule.CompiledRules;
import io.skyquark.oap.server.rule.HierarchyFile;
import io.skyquark.oap.server.rule.mal.FamilyFactory;
import io.skyquark.oap.server.rule.mal.MalFamilies;
import io.skyquark.oap.server.rule.mal.MalFile;

/** Boots the hooked side: takes the name of each compiled file and of its class, and selects all of them. */
public final class CompiledBoot implements Consumer<Map<String, String>>, RuleCatalog {

    private final Map<String, String> classes = new TreeMap<>();

    @Override
    public void accept(Map<String, String> files) {
        classes.putAll(files);
        MalFamilies.use(new Access());
        CompiledRules.boot(this);
        for (var name : classes.keySet()) {
            var file = CompiledRules.current().file(name, Object.class);
            if (file instanceof MalFile mal) {
                CompiledRules.current().select(mal);
            } else if (file instanceof HierarchyFile hierarchy) {
                CompiledRules.current().select(hierarchy);
            }
        }
    }

    @Override
    public String[] files() {
        return classes.keySet().toArray(String[]::new);
    }

    @Override
    public Object file(String name) {
        try {
            return classes.containsKey(name) ? Class.forName(classes.get(name)).getConstructor().newInstance() : null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Object access() {
        return new Access();
    }

    /** Stands for the class that the build generates; constant method handles cost the same as its calls. */
    private static final class Access implements FamilyFactory {

        private static final MethodHandle FAMILY = constructor(SampleFamily.class, Sample[].class, RunningContext.class);
        private static final MethodHandle SAMPLE = constructor(Sample.class, String.class, ImmutableMap.class, double.class, long.class);

        private static MethodHandle constructor(Class<?> type, Class<?>... parameters) {
            try {
                return MethodHandles.privateLookupIn(type, MethodHandles.lookup()).findConstructor(type, MethodType.methodType(void.class, parameters));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public SampleFamily family(Sample[] samples, RunningContext context) {
            try {
                return (SampleFamily) FAMILY.invokeExact(samples, context);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Sample sample(String name, ImmutableMap<String, String> labels, double value, long timestamp) {
            try {
                return (Sample) SAMPLE.invokeExact(name, labels, value, timestamp);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

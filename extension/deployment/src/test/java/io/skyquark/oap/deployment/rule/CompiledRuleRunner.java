// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily.RunningContext;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamilyBuilder;
import org.apache.skywalking.oap.server.core.analysis.meter.MeterEntity;
import org.apache.skywalking.oap.server.core.config.NamingControl;
import org.apache.skywalking.oap.server.core.config.group.EndpointNameGrouping;

import com.google.common.collect.ImmutableMap;

import io.skyquark.oap.deployment.rule.exchange.CompiledFile;
import io.skyquark.oap.server.rule.mal.FamilyFactory;
import io.skyquark.oap.server.rule.mal.MalFamilies;
import io.skyquark.oap.server.rule.mal.MalFile;
import io.skyquark.oap.server.rule.mal.MalInput;

/** Loads generated classes of MAL files, which verifies them, and runs their rules once; what a rule may throw at run time is no matter. */
final class CompiledRuleRunner extends ClassLoader {

    private static final String[] LABELS = {"job", "host_name", "le", "service", "instance", "node_identifier_host_name", "cluster", "status", "name"};
    private static final String[] VALUES = {"", "a", "0.5", "1", "x::y", "10.0.0.1:9090", "svc|ns"};
    private static final double[] NUMBERS = {0, 1, -1, 0.5, 1e18, 12};

    private final Random random;

    CompiledRuleRunner(Random random) {
        super(CompiledRuleRunner.class.getClassLoader());
        this.random = random;
        MalFamilies.use(new Families());
        MeterEntity.setNamingControl(new NamingControl(100, 100, 100, new EndpointNameGrouping()));
    }

    /** @return {@code compiled} where all rules ran, {@code compiled, throws} where one threw */
    String run(CompiledFile result) throws ReflectiveOperationException {
        result.classes().forEach(made -> defineClass(made.name(), made.bytes(), 0, made.bytes().length));
        var file = (MalFile) Class.forName(result.className(), true, this).getConstructor().newInstance();
        boolean threw = false;
        for (int i = 0; i < file.info().rules(); i++) {
            int rule = i;
            var info = file.rule(rule);
            // Asking for Kubernetes' metadata connects to a cluster.
            threw |= !info.expression().contains("retagByK8sMeta") && throwing(() -> file.evaluate(rule, new MalInput("fuzz", info.expression(), new Input())));
        }
        var filter = file.filter();
        threw |= filter != null && throwing(() -> filter.call(new HashMap<>(labels())));
        threw |= file.info().initExpression() != null && throwing(() -> file.evaluate(MalFile.INIT, new MalInput(null, "", new Input())));
        return threw ? "compiled, throws" : "compiled";
    }

    private static boolean throwing(Runnable rule) {
        try {
            rule.run();
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>();
        for (var label : LABELS) {
            if (random.nextInt(3) > 0) {
                labels.put(label, VALUES[random.nextInt(VALUES.length)]);
            }
        }
        return labels;
    }

    /** Some samples under whatever name a rule asks for. */
    private final class Input extends AbstractMap<String, SampleFamily> {

        @Override
        public SampleFamily get(Object name) {
            var samples = new Sample[1 + random.nextInt(4)];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = Sample.builder().name((String) name).labels(ImmutableMap.copyOf(labels())).value(NUMBERS[random.nextInt(NUMBERS.length)])
                    .timestamp(1_700_000_000_000L).build();
            }
            return SampleFamilyBuilder.newBuilder(samples).build();
        }

        @Override
        public Set<Entry<String, SampleFamily>> entrySet() {
            return Set.of();
        }
    }

    /** Stands for the generated class that the hooks give access to upstream's constructors. */
    private static final class Families implements FamilyFactory {

        private static final MethodHandle FAMILY;

        static {
            try {
                FAMILY = MethodHandles.privateLookupIn(SampleFamily.class, MethodHandles.lookup()).findConstructor(SampleFamily.class,
                    MethodType.methodType(void.class, Sample[].class, RunningContext.class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
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
    }
}

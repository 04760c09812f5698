// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.logging.v3.LogData;
import org.apache.skywalking.oap.log.analyzer.dsl.Binding;
import org.apache.skywalking.oap.log.analyzer.dsl.DSL;
import org.apache.skywalking.oap.log.analyzer.provider.LogAnalyzerModuleConfig;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;
import org.apache.skywalking.oap.meter.analyzer.prometheus.rule.Rule;
import org.apache.skywalking.oap.server.core.CoreModuleConfig;
import org.apache.skywalking.oap.server.core.config.ConfigService;
import org.apache.skywalking.oap.server.core.config.NamingControl;
import org.apache.skywalking.oap.server.core.config.group.EndpointNameGrouping;
import org.apache.skywalking.oap.server.core.source.Log;
import org.apache.skywalking.oap.server.core.source.SourceReceiver;
import org.apache.skywalking.oap.server.library.module.ModuleManager;
import org.apache.skywalking.oap.server.library.module.ModuleProviderHolder;
import org.apache.skywalking.oap.server.library.module.ModuleServiceHolder;
import org.apache.skywalking.oap.server.library.module.Service;

import com.google.protobuf.Message;

/**
 * Runs one rule over logs and says all that came of it, in texts. Loaded twice: beside unmodified upstream with Groovy, and beside the hooked one. It takes a
 * {@code LogData}, an extra log or null, and a Boolean, whether metrics and log go to containers; the protobuf classes are the same on both sides.
 */
public final class LalDriver implements Function<Object[], Map<String, String>> {

    private final List<Object> sources = new ArrayList<>();
    private final DSL rule;

    /** @param dsl script, or id of a compiled rule */
    public LalDriver(String dsl) throws Exception {
        rule = DSL.of(new Modules(), new LogAnalyzerModuleConfig() {
            @Override
            public List<Rule> malConfigs() {
                return List.of();
            }
        }, dsl);
    }

    @Override
    public Map<String, String> apply(Object[] input) {
        sources.clear();
        var binding = new Binding().log(((LogData) input[0]).toBuilder()).extraLog((Message) input[1]);
        List<SampleFamily> metrics = new ArrayList<>();
        var log = new AtomicReference<Log>();
        if ((Boolean) input[2]) {
            binding.metricsContainer(metrics).logContainer(log);
        }
        Map<String, String> outcome = new TreeMap<>();
        rule.bind(binding);
        try {
            rule.evaluate();
            outcome.put("result", "done");
        } catch (Exception | StackOverflowError | ExceptionInInitializerError | NoClassDefFoundError e) {
            outcome.put("result", "failed");
            // Not compared: the two sides have exceptions of their own.
            outcome.put("~exception", e.toString());
        }
        outcome.put("log", binding.log().build().toString());
        outcome.put("save", String.valueOf(binding.shouldSave()));
        outcome.put("abort", String.valueOf(binding.shouldAbort()));
        metrics.forEach(family -> outcome.merge("metrics", describeFamily(family), String::concat));
        outcome.put("container", log.get() == null ? "none" : describe(log.get()));
        sources.forEach(source -> outcome.merge("sources", describe(source), String::concat));
        outcome.put("slowSql", bound(binding, Binding.KEY_DATABASE_SLOW_STATEMENT));
        outcome.put("sampledTrace", bound(binding, Binding.KEY_SAMPLED_TRACE));
        return outcome;
    }

    private static String bound(Binding binding, String name) {
        try {
            return describe(binding.getVariable(name));
        } catch (RuntimeException e) {
            return "none";
        }
    }

    private static String describeFamily(SampleFamily family) {
        var text = new StringBuilder();
        for (var sample : family.samples) {
            text.append(sample.getName()).append(sample.getLabels() == null ? null : new TreeMap<>(sample.getLabels())).append(sample.getValue()).append('@').append(sample.getTimestamp());
        }
        return text.append(';').toString();
    }

    /** All fields but random ids and what belongs to the server. */
    private static String describe(Object object) {
        var text = new StringBuilder(object.getClass().getSimpleName());
        for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.getName().equals("uniqueId") || field.getType().getName().endsWith("NamingControl")) {
                    continue;
                }
                try {
                    field.setAccessible(true);
                    var value = field.get(object);
                    text.append(' ').append(field.getName()).append('=').append(value instanceof byte[] bytes ? java.util.Arrays.toString(bytes) : value);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return text.append(';').toString();
    }

    /** A log with tags, from plain values. */
    static LogData.Builder log(Map<String, String> tags) {
        var log = LogData.newBuilder().setService("svc").setServiceInstance("inst").setEndpoint("/ep").setLayer("GENERAL").setTimestamp(1700000000000L);
        log.getTraceContextBuilder().setTraceId("trace").setTraceSegmentId("segment").setSpanId(3);
        tags.forEach((key, value) -> log.getTagsBuilder().addData(KeyStringValuePair.newBuilder().setKey(key).setValue(value)));
        return log;
    }

    private final class Modules extends ModuleManager implements ModuleProviderHolder, ModuleServiceHolder {

        Modules() {
            super("test");
        }

        @Override
        public ModuleProviderHolder find(String moduleName) {
            return this;
        }

        @Override
        public ModuleServiceHolder provider() {
            return this;
        }

        @Override
        public void registerServiceImplementation(Class<? extends Service> type, Service service) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T extends Service> T getService(Class<T> type) {
            if (type == NamingControl.class) {
                return type.cast(new NamingControl(512, 512, 512, new EndpointNameGrouping()));
            } else if (type == ConfigService.class) {
                var config = new CoreModuleConfig();
                config.setSearchableLogsTags("level,http.status_code,n");
                return type.cast(new ConfigService(config, null));
            } else if (type == SourceReceiver.class) {
                return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("receive")) {
                        sources.add(arguments[0]);
                    }
                    return null;
                }));
            }
            return null;
        }
    }
}

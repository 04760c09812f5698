// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.scan;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.skywalking.oap.server.core.UnexpectedException;
import org.apache.skywalking.oap.server.core.analysis.StreamDefinition;
import org.apache.skywalking.oap.server.core.analysis.meter.MeterSystem;
import org.apache.skywalking.oap.server.core.analysis.meter.ScopeType;
import org.apache.skywalking.oap.server.core.analysis.meter.function.AcceptableValue;
import org.apache.skywalking.oap.server.core.analysis.metrics.Metrics;
import org.apache.skywalking.oap.server.core.analysis.worker.MetricsStreamProcessor;
import org.apache.skywalking.oap.server.core.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.skyquark.oap.server.OapRuntime;
import io.skyquark.oap.server.rule.CompiledRules;

/** Takes the place of the generation of meter classes at run time: the class of a rule is there already, and what is created is its stream. */
public final class CompiledMeters {

    private static final Logger LOG = LoggerFactory.getLogger(MeterSystem.class);

    private static final Map<String, Meter> CREATED = new ConcurrentHashMap<>();

    /** Upstream names the class of a meter after the metric in lower case, so two names that differ in case only cannot both have one. */
    private static final Map<String, String> CLASSES = new ConcurrentHashMap<>();

    private record Meter(String function, ScopeType scope, AcceptableValue<?> prototype, Class<?> dataType) {
    }

    /** Upstream's creation of a stream, which needs storage and core modules. */
    interface Streams {

        void create(StreamDefinition stream, Class<? extends Metrics> type) throws StorageException;
    }

    private CompiledMeters() {
    }

    /** Forgets the meters of an earlier boot. */
    public static void boot() {
        CREATED.clear();
        CLASSES.clear();
    }

    /**
     * Creates the stream of a meter, or shares that of an earlier one of the same name, function and scope.
     *
     * @param dataType what the function accepts; {@link MeterSystem} has found it out from the function itself
     * @throws IllegalArgumentException if the name has another function or scope already, or no rule of a selected file makes such a meter
     * @throws UnexpectedException if the storage refuses it
     */
    public static void create(MeterSystem system, String metricsName, String functionName, ScopeType type, Class<?> dataType) {
        create(metricsName, functionName, type, dataType, (stream, meter) -> MetricsStreamProcessor.getInstance().create(OapRuntime.manager(), stream, meter));
    }

    static void create(String metricsName, String functionName, ScopeType type, Class<?> dataType, Streams streams) {
        var owner = CLASSES.get(metricsName.toLowerCase(Locale.ROOT));
        if (owner != null) {
            var existing = CREATED.get(owner);
            if (!owner.equals(metricsName) || !existing.function().equals(functionName) || existing.scope() != type) {
                throw new IllegalArgumentException(metricsName + " has been defined, but calculate function or/are scope type is/are different.");
            }
            LOG.info("Metric {} is already defined, so skip the metric creation.", metricsName);
            return;
        }
        var rule = CompiledRules.current().meter(metricsName, functionName, type);
        var prototype = rule.file().meter(rule.number());
        CLASSES.put(metricsName.toLowerCase(Locale.ROOT), metricsName);
        CREATED.put(metricsName, new Meter(functionName, type, prototype, dataType));
        try {
            streams.create(new StreamDefinition(metricsName, type.getScopeId(), prototype.builder(), MetricsStreamProcessor.class),
                prototype.getClass().asSubclass(Metrics.class));
        } catch (StorageException e) {
            LOG.error("Can't create the stream of meter {}", metricsName, e);
            throw new UnexpectedException(e.getMessage(), e);
        }
    }

    /** A new value of a meter. */
    public static AcceptableValue<?> buildMetrics(MeterSystem system, String metricsName, Class<?> dataType) {
        var meter = CREATED.get(metricsName);
        if (meter == null) {
            throw new IllegalArgumentException("Uncreated metrics " + metricsName);
        }
        if (!meter.dataType().equals(dataType)) {
            throw new IllegalArgumentException("Unmatched metrics data type, request for " + dataType.getName() + ", but defined as " + meter.dataType());
        }
        return meter.prototype().createNew();
    }
}

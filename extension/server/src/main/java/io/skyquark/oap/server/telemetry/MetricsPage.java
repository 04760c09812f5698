// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.telemetry;

import java.io.IOException;
import java.io.Writer;
import java.util.Collections;
import java.util.Enumeration;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.Collector.Type;

/**
 * The server's own metrics as upstream's Prometheus client writes them, which is older than the one that Micrometer comes with: the newer one adds
 * {@code _total} to the name of every counter, and the time at which it came into being. Dashboards and upstream's rules know the names without these.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the text format, version 0.0.4</a>
 */
public final class MetricsPage {

    private static final String TOTAL = "_total";
    private static final String CREATED = "_created";

    private MetricsPage() {
    }

    /** Writes all families; stands where upstream calls the method of this name of {@code TextFormat}. */
    public static void write004(Writer page, Enumeration<MetricFamilySamples> families) throws IOException {
        for (var family : Collections.list(families)) {
            boolean ofJvm = family.name.startsWith("jvm_") || family.name.startsWith("process_");
            var suffix = family.type == Type.COUNTER && ofJvm ? TOTAL : "";
            var name = family.name + suffix;
            page.write("# HELP " + name + ' ' + family.help.replace("\\", "\\\\").replace("\n", "\\n") + '\n');
            page.write("# TYPE " + name + ' ' + type(name, family.type) + '\n');
            for (var sample : family.samples) {
                if (family.type == Type.GAUGE || !sample.name.endsWith(CREATED)) {
                    write(page, family.type == Type.COUNTER ? name : sample.name, sample);
                }
            }
        }
    }

    /** @param name which tells counters that a hook keeps from being ones */
    private static String type(String name, Type type) {
        return switch (type) {
            case COUNTER -> "counter";
            case GAUGE -> name.endsWith(TOTAL) ? "counter" : "gauge";
            case SUMMARY -> "summary";
            case HISTOGRAM -> "histogram";
            default -> "untyped";
        };
    }

    private static void write(Writer page, String name, Sample sample) throws IOException {
        page.write(name);
        if (!sample.labelNames.isEmpty()) {
            page.write('{');
            for (int i = 0; i < sample.labelNames.size(); i++) {
                page.write(sample.labelNames.get(i) + "=\""
                    + sample.labelValues.get(i).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\",");
            }
            page.write('}');
        }
        page.write(' ' + Collector.doubleToGoString(sample.value) + (sample.timestampMs == null ? "" : " " + sample.timestampMs) + '\n');
    }
}

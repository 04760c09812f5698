// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import java.util.List;
import java.util.Map;

import io.skyquark.oap.runtime.config.ConfigurationSchema.Forced;

/**
 * The one place that switches off what cannot work without MAL, LAL or hierarchy rules, until those are compiled. The configuration's schema carries it to
 * the start: a module of this list is off although the defaults file selects it, and switching it on fails the start with the reason.
 *
 * <p>Everything else stays on. {@code service-mesh}, {@code receiver-ebpf} and {@code envoy-metric} work without rules; the last one only has to refuse
 * Envoy's own metrics, while its access logs go through the mesh analysis.
 */
public final class RuleDependentModules {

    private static final String MAL = "it turns what it receives into metrics by MAL rules, which are not compiled yet";
    private static final String LAL = "logs go through LAL rules, which are not compiled yet";

    /** Module to the reason why it cannot be switched on. */
    public static final Map<String, String> OFF = Map.of(
        "receiver-otel", MAL,
        "aws-firehose", MAL,
        "receiver-meter", MAL,
        "receiver-telegraf", MAL,
        "receiver-zabbix", MAL,
        "log-analyzer", LAL,
        "receiver-log", LAL,
        "kafka-fetcher", LAL);

    public static final List<Forced> FORCED = List.of(
        new Forced("core", "default", "enableHierarchy", "false", "the rules of hierarchy-definition.yml are not compiled yet"),
        new Forced("agent-analyzer", "default", "meterAnalyzerActiveFiles", "", "MAL rules are not compiled yet"),
        new Forced("envoy-metric", "default", "acceptMetricsService", "false", "Envoy's metrics need MAL rules, which are not compiled yet"));

    private RuleDependentModules() {
    }
}

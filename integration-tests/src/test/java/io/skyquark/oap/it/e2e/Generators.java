// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.util.Map;
import java.util.Optional;

/** Which traffic an area gets. */
final class Generators {

    private static final Map<String, String> ZIPKIN = Map.of("SW_RECEIVER_ZIPKIN", "default", "SW_QUERY_ZIPKIN", "default");

    private Generators() {
    }

    /** The traffic that the area's queries are about, found by what they name; nothing where there is none for it. */
    static Optional<Traffic> find(Area area) {
        var text = area.text();
        if (area.name().endsWith("zipkin/kafka")) {
            return Optional.of(new ThroughKafka(new SimpleTraffic("zipkin", "records", ZIPKIN)));
        }
        if (text.contains("kafka_exporter_")) {
            return Optional.of(new ThroughKafka(new JavaAgents(area)));
        }
        if (text.contains("/zipkin/api/v2")) {
            return Optional.of(new SimpleTraffic("zipkin", "spans", ZIPKIN));
        }
        if (text.contains("browser service ls")) {
            return Optional.of(new SimpleTraffic("browser", "page", Map.of()));
        }
        if (text.contains("meter_vm_")) {
            return Optional.of(host(area.name()));
        }
        if (text.contains("kubernetes_service_")) {
            return Optional.of(new SimpleTraffic("access-log", "calls", Map.of()));
        }
        if (text.contains("profiling ebpf create") || text.contains("profiling continuous")) {
            return Optional.of(new Rover(area));
        }
        if (text.contains("e2e-service-provider")) {
            return Optional.of(new JavaAgents(area));
        }
        if (text.contains("event report")) {
            return Optional.of((server, ports) -> { });
        }
        return Optional.empty();
    }

    private static Traffic host(String area) {
        if (area.contains("telegraf")) {
            return new SimpleTraffic("hosts", "telegraf", Map.of());
        }
        return area.contains("zabbix") ? new SimpleTraffic("hosts", "zabbix", Map.of("SW_RECEIVER_ZABBIX", "default"))
            : new SimpleTraffic("hosts", "prometheus-node-exporter", Map.of());
    }
}

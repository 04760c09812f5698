// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import io.skyquark.oap.it.kafka.KafkaBroker;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Traffic beside a Kafka: spans of Zipkin may come in through it, traces and logs go out to it, and the server counts both in its own metrics. */
final class ThroughKafka implements Traffic {

    private final Traffic traffic;
    private KafkaBroker kafka;

    ThroughKafka(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public void configure(ServerLaunch launch, String programs) {
        kafka = KafkaBroker.start();
        traffic.configure(launch, programs);
        launch.env(Map.of("SW_TELEMETRY", "prometheus", "SW_EXPORTER", "default", "SW_EXPORTER_ENABLE_KAFKA_TRACE", "true", "SW_EXPORTER_ENABLE_KAFKA_LOG", "true",
            "SW_EXPORTER_KAFKA_SERVERS", kafka.address(), "SW_ZIPKIN_KAFKA_COLLECTOR_ENABLED", "true", "SW_ZIPKIN_KAFKA_SERVERS", kafka.address()));
    }

    @Override
    public void begin(RunningServer server, Map<String, Integer> ports) {
        var all = new HashMap<>(ports);
        all.put(Script.KAFKA, kafka.port());
        traffic.begin(server, all);
    }

    @Override
    public void continueTraffic() {
        traffic.continueTraffic();
    }

    @Override
    public Optional<String> call(String program, String method, String path, String body) {
        return traffic.call(program, method, path, body);
    }

    @Override
    public void close() {
        traffic.close();
        if (kafka != null) {
            kafka.close();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.agent;

import io.skyquark.oap.it.kafka.KafkaBroker;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerLaunch;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** The Python agent writes into Kafka's topics, and the server fetches from there. */
class PythonAgentOverKafkaIT extends PythonAgentIT {

    private KafkaBroker kafka;

    @Override
    void prepare() {
        super.prepare();
        install("kafka", "kafka-python==2.2.15");
        kafka = KafkaBroker.start();
    }

    @Override
    ServerLaunch launch() {
        return super.launch().env(kafka.environment());
    }

    @Override
    String collector(RunningServer server) {
        return kafka.address();
    }

    @Override
    Map<String, String> environment() {
        return Map.of("SW_AGENT_PROTOCOL", "kafka", "SW_KAFKA_BOOTSTRAP_SERVERS", kafka.address());
    }

    @AfterAll
    void stopKafka() {
        if (kafka != null) {
            kafka.close();
        }
    }
}

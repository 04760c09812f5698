// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.agent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skyquark.oap.it.server.ChildProcess;
import io.skyquark.oap.it.server.Java;
import io.skyquark.oap.it.server.ServerLaunch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Java agent of Maven Central, with the plugin that belongs to the sample program. */
class RealAgentIT extends AgentScenario {

    private static final Path AGENT = Path.of(System.getProperty("sample.agent"));
    /** The newest JDK that the agent's byte code library reads. */
    private static final int NEWEST_JDK = 21;

    private String java;

    @Override
    void prepare() {
        assumeTrue(Files.exists(AGENT.resolve("skywalking-agent.jar")), () -> "skipped: the agent is not built: " + AGENT);
        java = Java.commandUpTo(NEWEST_JDK, "the SkyWalking Java agent");
    }

    @Override
    ChildProcess startService(String name, int port, String collector, Optional<String> downstream) {
        var command = new ArrayList<>(List.of(java, "-javaagent:" + AGENT.resolve("skywalking-agent.jar"), "-cp",
            AGENT.resolve("plugins/sample.jar").toString(), "io.skyquark.oap.it.sample.SampleService", String.valueOf(port)));
        downstream.ifPresent(command::add);
        return ChildProcess.start(name, command, Map.of("SW_AGENT_NAME", name, "SW_AGENT_INSTANCE_NAME", name + "-1",
            "SW_AGENT_COLLECTOR_BACKEND_SERVICES", collector, "SW_METER_REPORT_INTERVAL", "2"), ServerLaunch.newDirectory(name));
    }

    @Override
    String language() {
        return "JAVA";
    }

    @Override
    List<String> instanceMetrics() {
        return List.of("instance_jvm_cpu", "instance_jvm_memory_heap", "instance_jvm_thread_live_count", "instance_jvm_class_loaded_class_count",
            "meter_java_agent_created_tracing_context_count", "meter_java_agent_finished_tracing_context_count",
            "meter_java_agent_tracing_context_execution_time_percentile");
    }

    @Override
    String endpoint(String path) {
        return "GET:" + path;
    }
}

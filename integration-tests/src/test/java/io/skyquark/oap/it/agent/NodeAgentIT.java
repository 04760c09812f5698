// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.agent;

import static org.junit.jupiter.api.Assumptions.abort;

import io.skyquark.oap.it.server.ChildProcess;
import io.skyquark.oap.it.server.ServerLaunch;
import io.skyquark.oap.it.server.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Node agent of npm's registry, installed below {@code target}. */
class NodeAgentIT extends AgentScenario {

    private static final Path INSTALLED = Path.of("target", "node-agent").toAbsolutePath();
    private static final String PROGRAM = Path.of(System.getProperty("sample.node"), "service.js").toString();
    private static final String AGENT = "skywalking-backend-js@0.9.0";
    private static final String OLD_NODE = "if (Number(process.versions.node.split('.')[0]) < 20) throw new Error('Node ' + process.version)";

    @Override
    void prepare() {
        Tool.run(List.of("node", "-e", OLD_NODE), Duration.ofSeconds(60))
            .ifPresent(problem -> abort("skipped: the Node agent needs Node 20 or newer: " + problem));
        Tool.npmInstall(INSTALLED, AGENT).ifPresent(problem -> abort("skipped: the Node agent cannot be installed: " + problem));
    }

    @Override
    ChildProcess startService(String name, int port, String collector, Optional<String> downstream) {
        var command = new ArrayList<>(List.of("node", PROGRAM, String.valueOf(port)));
        downstream.ifPresent(command::add);
        return ChildProcess.start(name, command, Map.of("NODE_PATH", INSTALLED.resolve("node_modules").toString(), "SW_AGENT_NAME", name,
            "SW_AGENT_INSTANCE", name + "-1", "SW_AGENT_COLLECTOR_BACKEND_SERVICES", collector), ServerLaunch.newDirectory(name));
    }

    @Override
    String language() {
        return "NODEJS";
    }

    /** This agent reports nothing beside traces and the properties of its process. */
    @Override
    List<String> instanceMetrics() {
        return List.of("service_instance_cpm", "service_instance_resp_time", "service_instance_sla");
    }

    @Override
    String endpoint(String path) {
        return "GET:" + path;
    }
}

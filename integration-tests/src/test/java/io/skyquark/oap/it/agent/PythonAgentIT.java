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
import java.util.stream.Stream;

/** The Python agent of the Python package index, in a virtual environment below {@code target}. */
class PythonAgentIT extends AgentScenario {

    private static final Path ENVIRONMENT = Path.of("target", "python-agent").toAbsolutePath();
    private static final Path PYTHON = ENVIRONMENT.resolve("bin/python");
    private static final String PROGRAM = Path.of(System.getProperty("sample.python"), "service.py").toString();
    /** The last version whose package works; 1.3.0 cannot be installed. */
    private static final String AGENT = "apache-skywalking==1.1.0";

    @Override
    void prepare() {
        install("skywalking", AGENT);
    }

    /** Installs a package unless it is there from an earlier run. */
    static void install(String module, String dependency) {
        if (Tool.run(List.of(PYTHON.toString(), "-c", "import " + module), Duration.ofSeconds(60)).isEmpty()) {
            return;
        }
        Tool.run(List.of("python3", "-m", "venv", ENVIRONMENT.toString()), Duration.ofSeconds(60))
            .ifPresent(problem -> abort("skipped: no python3 that can make a virtual environment: " + problem));
        Tool.run(List.of(PYTHON.toString(), "-m", "pip", "install", "--quiet", dependency), Duration.ofMinutes(3))
            .ifPresent(problem -> abort("skipped: " + dependency + " cannot be installed: " + problem));
    }

    @Override
    ChildProcess startService(String name, int port, String collector, Optional<String> downstream) {
        var command = new ArrayList<>(List.of(PYTHON.toString(), PROGRAM, name, String.valueOf(port), collector));
        downstream.ifPresent(command::add);
        return ChildProcess.start(name, command, environment(), ServerLaunch.newDirectory(name));
    }

    Map<String, String> environment() {
        return Map.of();
    }

    @Override
    String language() {
        return "PYTHON";
    }

    @Override
    List<String> instanceMetrics() {
        return Stream.of("thread_active_count", "gc_g0", "gc_g1", "gc_g2", "gc_time", "process_cpu_utilization", "total_cpu_utilization",
            "process_mem_utilization", "total_mem_utilization").map(name -> "meter_instance_pvm_" + name).toList();
    }

    @Override
    String endpoint(String path) {
        return path;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skyquark.oap.it.comparison.RecordedConversation;
import io.skyquark.oap.it.inventory.PodApi;
import io.skyquark.oap.it.server.ChildProcess;
import io.skyquark.oap.it.server.Java;
import io.skyquark.oap.it.server.Ports;
import io.skyquark.oap.it.server.ServerLaunch;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Coverage-guided input for every receiver: Jazzer mutates good messages and keeps what reaches code that nothing reached before. No input may crash a handler, hang,
 * or get an answer that tells its client nothing. {@code -Dfuzz.seconds=600} runs for ten minutes, {@code -Dfuzz.seed} begins elsewhere; what was found is in
 * {@code target/fuzz}, and its {@code corpus} is where the next run begins.
 */
class ReceiverFuzzIT {

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 20);
    private static final int SEED = Integer.getInteger("fuzz.seed", 1);
    private static final int LONGEST_INPUT = 8_192;
    private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();

    private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units:\\s+(\\d+)");
    private static final Pattern COVERAGE = Pattern.compile("#\\d+\\s+(\\w+)\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)");

    /** Jazzer's own ideas of what is wrong: that a server opens sockets and files, compiles patterns and runs SQL is none. */
    private static final String DETECTORS = Stream.of("ClojureLangHooks", "Deserialization", "ExpressionLanguageInjection", "FilePathTraversal", "LdapInjection",
        "NamingContextLookup", "OsCommandInjection", "ReflectiveCall", "RegexInjection", "RegexRoadblocks", "ScriptEngineInjection", "ServerSideRequestForgery",
        "SqlInjection", "XPathInjection").map(name -> "com.code_intelligence.jazzer.sanitizers." + name).collect(Collectors.joining(File.pathSeparator));

    @Test
    void noInputBreaksAReceiver() throws IOException {
        assumeFalse(ServerUnderTest.isNative() || ServerUnderTest.isUpstream(), "skipped: coverage is measured in the JVM of our server");
        assumeTrue(System.getProperty("os.name").startsWith("Mac") || System.getProperty("os.arch").equals("amd64"), "skipped: Jazzer has no library for this machine");
        assumeTrue(Files.exists(Path.of(System.getProperty("oap.jar"))), "skipped: the server is not built; run mvn package first");
        var ports = Ports.free();
        var corpus = Files.createDirectories(FOLDER.resolve("corpus"));
        var seeds = Files.createDirectories(FOLDER.resolve("seeds"));
        var findings = Files.createDirectories(FOLDER.resolve("findings-" + System.currentTimeMillis()));
        try (var receivers = new FuzzedReceivers(ports)) {
            int number = 0;
            for (var seed : receivers.seeds()) {
                Files.write(seeds.resolve("seed-" + number++), seed);
            }
        }
        try (var kubernetes = new PodApi();
             var jazzer = ChildProcess.start("jazzer", command(ports, corpus, seeds, findings), environment(ports, kubernetes), ServerLaunch.newDirectory("fuzz"))) {
            var exit = jazzer.awaitExit(Duration.ofSeconds(SECONDS + 300L));
            var log = jazzer.log();
            Files.writeString(FOLDER.resolve("log.txt"), log);
            var executed = EXECUTED.matcher(log).results().mapToLong(found -> Long.parseLong(found.group(1))).max().orElse(0);
            var coverage = COVERAGE.matcher(log).results().toList();
            assertThat(coverage).as("Jazzer measures coverage; its log is " + FOLDER.resolve("log.txt")).isNotEmpty();
            var first = coverage.stream().filter(found -> found.group(1).equals("INITED")).findFirst().orElse(coverage.get(0));
            var last = coverage.get(coverage.size() - 1);
            var report = "%,d inputs in %d s with seed %d; edges of the server's code reached: %s by good messages, %s at the end; inputs kept: %s%n"
                .formatted(executed, SECONDS, SEED, first.group(2), last.group(2), last.group(4));
            Files.writeString(FOLDER.resolve("report.txt"), report);
            System.out.println(report);
            assertThat(executed).isPositive();
            assertThat(log.lines().filter(line -> line.startsWith("== Java Exception") || line.contains("ERROR: libFuzzer"))).as(log(log)).isEmpty();
            assertThat(log.lines().filter(line -> line.contains("OutOfMemoryError") || line.contains("has been blocked for") || line.contains("LEAK:"))).isEmpty();
            try (var found = Files.list(findings)) {
                assertThat(found).isEmpty();
            }
            assertThat(exit.code()).isZero();
        }
    }

    private static List<String> command(Ports ports, Path corpus, Path seeds, Path findings) {
        return List.of(Java.command(System.getProperty("java.home")), "-Xmx2g", "-cp",
            System.getProperty("oap.jar") + File.pathSeparator + System.getProperty("java.class.path"),
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-Doap.inventory=" + System.getProperty("oap.inventory"),
            "-Dfuzz.ports=" + String.join(",", List.of(ports.grpc(), ports.rest(), ports.promql(), ports.logql(), ports.firehose(), ports.zabbix(), ports.zipkin(),
                ports.zipkinQuery()).stream().map(String::valueOf).toList()),
            "com.code_intelligence.jazzer.Jazzer", "--target_class=" + ReceiverFuzzTarget.class.getName(),
            "--instrumentation_includes=org.apache.skywalking.**:io.skyquark.oap.server.**:io.skyquark.oap.generated.**:zipkin2.**",
            "--disabled_hooks=" + DETECTORS, "--custom_hook_includes=io.skyquark.oap.**", "--keep_going=20", "--reproducer_path=" + findings,
            "-seed=" + SEED, "-max_total_time=" + SECONDS, "-max_len=" + LONGEST_INPUT, "-timeout=30", "-rss_limit_mb=0", "-print_final_stats=1",
            "-artifact_prefix=" + findings + "/", corpus.toString(), seeds.toString());
    }

    private static HashMap<String, String> environment(Ports ports, PodApi kubernetes) {
        var environment = new HashMap<>(ports.environment());
        environment.putAll(RecordedConversation.settings());
        environment.putAll(kubernetes.environment());
        environment.put("SW_RECEIVER_ZIPKIN", "default");
        environment.put("SW_RECEIVER_ZABBIX", "default");
        environment.put("SW_OTEL_RECEIVER_ENABLED_HANDLERS", "otlp-traces,otlp-metrics,otlp-logs");
        environment.put("SW_STORAGE_H2_URL", "jdbc:h2:mem:fuzz;DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE");
        return environment;
    }

    private static String log(String log) {
        var lines = log.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }
}

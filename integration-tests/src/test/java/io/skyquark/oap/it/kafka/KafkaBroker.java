// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skyquark.oap.it.server.ChildProcess;
import io.skyquark.oap.it.server.Java;
import io.skyquark.oap.it.server.Ports;
import io.skyquark.oap.it.server.ServerLaunch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** A Kafka of one node that is its own controller, from its jars on Maven Central. Topics come into being when they are used. */
public final class KafkaBroker implements AutoCloseable {

    private static final Path CLASS_PATH = Path.of(System.getProperty("kafka.classpath"));
    /** The newest JDK that this Kafka is released for; newer ones lack a security manager, which it asks for its subject. */
    private static final int NEWEST_JDK = 23;
    /** Any 16 bytes in URL-safe Base64. */
    private static final String CLUSTER = "c2t5cXVhcmstb2FwLXRlcw";

    private final ChildProcess process;
    private final String address;

    private KafkaBroker(ChildProcess process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts one and waits until it answers; skips the test where its class path is not resolved. */
    public static KafkaBroker start() {
        assumeTrue(Files.exists(CLASS_PATH), () -> "skipped: Kafka's class path is not resolved: " + CLASS_PATH);
        var ports = Ports.free();
        var directory = ServerLaunch.newDirectory("kafka");
        var address = "127.0.0.1:" + ports.rest();
        var properties = directory.resolve("server.properties");
        try {
            Files.writeString(properties, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=PLAINTEXT://%s,CONTROLLER://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                log.dirs=%s
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                group.initial.rebalance.delay.ms=0
                """.formatted(ports.grpc(), address, ports.grpc(), directory.resolve("data")));
            var java = List.of(Java.commandUpTo(NEWEST_JDK, "Kafka"), "-Xmx256m", "-cp", Files.readString(CLASS_PATH).strip());
            run(java, directory, "kafka.tools.StorageTool", "format", "--config", properties.toString(), "--cluster-id", CLUSTER);
            var broker = new KafkaBroker(ChildProcess.start("kafka", command(java, "kafka.Kafka", properties.toString()), Map.of(), directory), address);
            broker.awaitReady();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Host and port for clients. */
    public String address() {
        return address;
    }

    /** The port of {@link #address}. */
    public int port() {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    /** The variables with which a server fetches from here. */
    public Map<String, String> environment() {
        return Map.of("SW_KAFKA_FETCHER", "default", "SW_KAFKA_FETCHER_SERVERS", address, "SW_KAFKA_FETCHER_PARTITIONS_FACTOR", "1");
    }

    @Override
    public void close() {
        process.close();
    }

    private void awaitReady() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                process.assertAlive();
                return answers(admin);
            });
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    private static boolean answers(Admin admin) throws InterruptedException {
        try {
            return admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size() == 1;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private static void run(List<String> java, Path directory, String... program) {
        try (var process = ChildProcess.start("kafka-format", command(java, program), Map.of(), directory)) {
            if (process.awaitExit(Duration.ofSeconds(60)).code() != 0) {
                throw new IllegalStateException(process.log());
            }
        }
    }

    private static List<String> command(List<String> java, String... program) {
        var command = new ArrayList<>(java);
        command.addAll(List.of(program));
        return command;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.storage;

import static org.awaitility.Awaitility.await;

import io.skyquark.oap.it.client.Http;
import io.skyquark.oap.it.server.Certificate;
import io.skyquark.oap.it.server.ChildProcess;
import io.skyquark.oap.it.server.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A standalone BanyanDB server of version 0.7 on free ports, from {@code PATH}. */
final class BanyanDb implements Storage {

    private static final String LOOPBACK = "127.0.0.1";

    private final Path program;
    private final Path directory = Program.newDirectory("banyandb");
    /** Six free ports, whatever a server of ours would use them for. */
    private final Ports ports = Ports.free();
    private final Certificate certificate;
    private ChildProcess process;

    private BanyanDb(Path program, boolean tls) {
        this.program = program;
        this.certificate = tls ? Certificate.create(directory) : null;
    }

    /** An empty server, started; or nothing where BanyanDB is not installed. */
    static Optional<Storage> find() {
        return find(false).map(server -> server);
    }

    /** The same that talks TLS. */
    static Optional<BanyanDb> findWithTls() {
        return find(true);
    }

    private static Optional<BanyanDb> find(boolean tls) {
        return Program.find("banyand", Stream.empty()).map(program -> {
            var server = new BanyanDb(program, tls);
            server.start();
            return server;
        });
    }

    @Override
    public String name() {
        return "banyandb";
    }

    @Override
    public int port() {
        return ports.grpc();
    }

    @Override
    public Map<String, String> environment(int through) {
        // Bulks go out after a second in place of fifteen, so that a test need not wait for them.
        var settings = new HashMap<>(Map.of("SW_STORAGE", "banyandb", "SW_STORAGE_BANYANDB_TARGETS", LOOPBACK + ":" + through,
            "SW_STORAGE_BANYANDB_FLUSH_INTERVAL", "1"));
        if (certificate != null) {
            settings.put("SW_STORAGE_BANYANDB_SSL_TRUST_CA_PATH", certificate.chain().toString());
        }
        return settings;
    }

    /** Its answer to a question over HTTP, which it offers beside gRPC. */
    Http.Answer ask(String path) {
        return new Http(ports.rest()).send("GET", path, Map.of(), null);
    }

    @Override
    public void start() {
        List<String> command = new ArrayList<>(List.of(program.toString(), "standalone"));
        Stream.of("stream", "measure", "metadata").forEach(kind -> command.add("--" + kind + "-root-path=" + directory.resolve("data")));
        command.addAll(List.of(
            "--grpc-host=" + LOOPBACK, "--grpc-port=" + ports.grpc(),
            "--http-host=" + LOOPBACK, "--http-port=" + ports.rest(), "--http-grpc-addr=" + LOOPBACK + ":" + ports.grpc(),
            // With a second or more it answers for what its index has in memory only, and forgets that when it is stopped.
            "--measure-flush-timeout=500ms", "--stream-flush-timeout=500ms", "--element-index-flush-timeout=500ms",
            "--etcd-listen-client-url=" + url(ports.promql()), "--etcd-listen-peer-url=" + url(ports.logql()),
            "--observability-listener-addr=" + LOOPBACK + ":" + ports.firehose(), "--pprof-listener-addr=" + LOOPBACK + ":" + ports.zabbix()));
        if (certificate != null) {
            command.addAll(List.of("--tls=true", "--cert-file=" + certificate.chain(), "--key-file=" + certificate.key(),
                "--http-grpc-cert-file=" + certificate.chain()));
        }
        process = ChildProcess.start("banyandb", command, Map.of(), directory);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            process.assertAlive();
            return new Http(ports.rest()).find("/api/healthz").filter(answer -> answer.status() == 200).isPresent();
        });
    }

    @Override
    public void stop() {
        process.close();
    }

    @Override
    public void close() {
        process.close();
        Program.delete(directory);
    }

    private static String url(int port) {
        return "http://" + LOOPBACK + ":" + port;
    }
}

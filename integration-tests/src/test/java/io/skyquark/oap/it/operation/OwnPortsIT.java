// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skyquark.oap.it.client.GrpcCaller;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.server.Certificate;
import io.skyquark.oap.it.server.Ports;
import io.skyquark.oap.it.server.RunningServer;
import io.skyquark.oap.it.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every listener that can have a port of its own with TLS has both, and the port of the core does not serve what it serves. */
class OwnPortsIT {

    private static final Ports OWN = Ports.free();
    private static final Map<String, Integer> PORTS = Map.of("SW_RECEIVER_GRPC", OWN.grpc(), "SW_ALS_GRPC", OWN.rest(), "SW_EBPF_GRPC", OWN.promql());

    @TempDir
    private static Path folder;
    private static Certificate certificate;
    private static RunningServer server;

    @BeforeAll
    static void start() {
        certificate = Certificate.create(folder);
        var launch = ServerUnderTest.launch();
        PORTS.forEach((prefix, port) -> launch.env(prefix + "_PORT", String.valueOf(port)).env(certificate.environment(prefix)));
        server = launch.env(Map.of("SW_TELEMETRY", "prometheus", "SW_TELEMETRY_PROMETHEUS_PORT", String.valueOf(OWN.logql()),
            "SW_TELEMETRY_PROMETHEUS_SSL_ENABLED", "true", "SW_TELEMETRY_PROMETHEUS_SSL_CERT_CHAIN_PATH", certificate.chain().toString(),
            "SW_TELEMETRY_PROMETHEUS_SSL_KEY_PATH", certificate.key().toString(), "SW_RECEIVER_AWS_FIREHOSE_HTTP_ENABLE_TLS", "true",
            "SW_RECEIVER_AWS_FIREHOSE_HTTP_TLS_CERT_CHAIN_PATH", certificate.chain().toString(),
            "SW_RECEIVER_AWS_FIREHOSE_HTTP_TLS_KEY_PATH", certificate.key().toString())).start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SW_RECEIVER_GRPC, skywalking.v3.ManagementService/keepAlive, '{service: shop, serviceInstance: shop-1}'",
        "SW_ALS_GRPC, envoy.service.accesslog.v3.AccessLogService/StreamAccessLogs, '{identifier: {node: {id: shop}, logName: shop}}'",
        "SW_EBPF_GRPC, skywalking.v3.EBPFProcessService/keepAlive, '{ebpfAgentID: rover}'"})
    void receiversOverGrpc(String prefix, String method, String message) {
        var messages = List.of(Json.parseYaml(message));
        try (var caller = GrpcCaller.withTls(PORTS.get(prefix), certificate.chain()); var plain = new GrpcCaller(PORTS.get(prefix))) {
            assertThat(caller.call(method, messages).status()).isEqualTo("OK");
            assertThat(plain.call(method, messages).status()).isEqualTo("UNAVAILABLE");
        }
        assertThat(server.grpc().call(method, messages).status()).isEqualTo("UNIMPLEMENTED");
    }

    @Test
    void theServersOwnMetrics() throws Exception {
        assertThat(send(HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + OWN.logql() + "/")).build())).contains("# TYPE uptime gauge");
    }

    @Test
    void firehose() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.ports().firehose() + "/aws/firehose/metrics"))
            .POST(HttpRequest.BodyPublishers.ofString("{\"requestId\": \"r-1\", \"timestamp\": 1, \"records\": []}")).header("Content-Type", "application/json");
        assertThat(send(request.build())).contains("\"requestId\":\"r-1\"");
    }

    private static String send(HttpRequest request) throws IOException, InterruptedException, GeneralSecurityException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var file = Files.newInputStream(certificate.chain())) {
            trusted.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build().send(request, BodyHandlers.ofString()).body();
    }
}

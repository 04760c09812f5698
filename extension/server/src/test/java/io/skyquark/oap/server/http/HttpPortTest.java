// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.apache.skywalking.oap.server.library.server.http.HTTPServerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.linecorp.armeria.common.HttpMethod;

import io.skyquark.oap.model.OapStartException;
import io.skyquark.oap.server.grpc.Certificates;
import io.vertx.core.Vertx;

class HttpPortTest {

    private static final String REQUEST = "GET /ping HTTP/1.1\r\nHost: a\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        OapHttpServers.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void speaksTls(@TempDir Path folder) throws Exception {
        var files = Certificates.in(folder);
        var server = listen(config().enableTLS(true).tlsCertChainPath(files.certificate().toString()).tlsKeyPath(files.key().toString()).build());
        var client = HttpClient.newBuilder().sslContext(trusting(files.certificate())).build();

        var answer = client.send(HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/ping")).build(), BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("pong");
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    @Test
    void answersTheTargetsThatProxiesSendWhereConfigured() throws Exception {
        var server = listen(config().acceptProxyRequest(true).build());

        try (var socket = new Socket("localhost", server.port())) {
            assertThat(firstLine(socket, REQUEST.replace("/ping", "https://elsewhere/ping"))).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void closesConnectionsAboveTheLimit() throws Exception {
        var server = listen(config().acceptQueueSize(1).build());

        try (var first = new Socket("localhost", server.port()); var second = new Socket("localhost", server.port())) {
            assertThat(firstLine(first, REQUEST)).isEqualTo("HTTP/1.1 200 OK");
            second.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            assertThat(isClosed(second)).isTrue();
        }
    }

    @Test
    void findsTheRoutesThatTwoServersHave() {
        var one = new RouteTable("/");
        one.add(new Ping("GET", "/a/{name}/b"), this);
        one.add(new Ping("GET", "/ping"), this);
        var other = new RouteTable("/a");
        other.add(new Ping("GET", "/{id}/b"), this);
        other.add(new Ping("POST", "/ping"), this);

        assertThat(one.common(other)).extracting(RouteTable.Pair::path).containsExactly("/a/{}/b");
        assertThat(other.common(one)).hasSize(1);
        assertThat(one.common(new RouteTable("/"))).isEmpty();
    }

    @Test
    void namesThePortThatCannotBeOpened() {
        var server = listen(config().build());
        var taken = config().port(server.port()).build();

        assertThatThrownBy(() -> listen(taken)).isInstanceOf(OapStartException.class)
            .hasMessageStartingWith("Cannot listen for HTTP on localhost:" + server.port() + ": ");
    }

    private static HTTPServerConfig.HTTPServerConfigBuilder config() {
        return HTTPServerConfig.builder().host("localhost").port(0).contextPath("/");
    }

    private OapHttpServer listen(HTTPServerConfig config) {
        var server = new OapHttpServer(config, false);
        server.initialize();
        server.add(new Ping("GET", "/ping"), this, List.of(HttpMethod.GET));
        server.listen(vertx);
        server.awaitOpen();
        return server;
    }

    private static final class Ping extends HandlerInvoker {

        private final String verb;
        private final String path;

        Ping(String verb, String path) {
            this.verb = verb;
            this.path = path;
        }

        @Override
        public Endpoint[] endpoints() {
            return new Endpoint[] {Endpoint.of(0, verb, path, "Ping.ping", "", "")};
        }

        @Override
        public Object invoke(int call, Object handler, HttpArguments arguments) {
            return "pong";
        }
    }

    private static String firstLine(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var line = new StringBuilder();
        for (int next = socket.getInputStream().read(); next != '\r'; next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException e) {
            // The server closed with the request unread.
            return true;
        }
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        try (var in = Files.newInputStream(certificate)) {
            store.setCertificateEntry("oap", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}

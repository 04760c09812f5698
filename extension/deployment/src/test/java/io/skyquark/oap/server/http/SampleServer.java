// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.skywalking.oap.server.library.server.http.HTTPServerConfig;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import com.linecorp.armeria.common.HttpMethod;

import io.skyquark.oap.deployment.http.GeneratedRoutes;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;
import io.vertx.core.Vertx;

/** A server of ours on a free port that answers from a {@link SampleHandler} below the context path {@code /ctx}. */
final class SampleServer implements BeforeAllCallback, AfterAllCallback {

    private final SampleHandler handler = new SampleHandler();
    private ClassLoader before;
    private Vertx vertx;
    private OapHttpServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        before = Thread.currentThread().getContextClassLoader();
        var problems = new ArrayList<ProblemBuildItem>();
        Thread.currentThread().setContextClassLoader(GeneratedRoutes.of(problems, SampleHandler.class));
        assertThat(problems).isEmpty();
        vertx = Vertx.vertx();
        server = new OapHttpServer(HTTPServerConfig.builder().host("localhost").port(0).contextPath("/ctx").build(), false);
        server.initialize();
        server.addHandler(handler, List.of(HttpMethod.GET, HttpMethod.POST));
        server.listen(vertx);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        handler.slowMayEnd.countDown();
        OapHttpServers.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        Thread.currentThread().setContextClassLoader(before);
    }

    SampleHandler handler() {
        return handler;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/ctx" + path)).version(HttpClient.Version.HTTP_1_1);
    }

    /** Sends the text as it is and reads until the server closes the connection. */
    String raw(String request) throws IOException {
        try (var socket = new Socket("localhost", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

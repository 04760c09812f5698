// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** HTTP against one port of a server on this machine. */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

    private final int port;

    public Http(int port) {
        this.port = port;
    }

    /** @param contentType the header as sent, or null where there is none */
    public record Answer(int status, String contentType, String body) {
    }

    /** Asks for a path, and gives nothing where the server does not answer. */
    public Optional<Answer> find(String path) {
        try {
            return Optional.of(send("GET", path, Map.of(), null));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /**
     * @param path path and query, encoded
     * @param body null for none
     * @throws UncheckedIOException where the server does not answer
     */
    public Answer send(String method, String path, Map<String, String> headers, String body) {
        return sendBytes(method, path, headers, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param path path and query, encoded
     * @param body null for none
     * @throws UncheckedIOException where the server does not answer
     */
    public Answer sendBytes(String method, String path, Map<String, String> headers, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(60))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().firstValue("content-type").orElse(null), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

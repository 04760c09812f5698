// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Malformed requests for receivers over HTTP. */
final class HostileHttp {

    /** What upstream's server takes. */
    private static final int LONGEST_BODY = 10 * 1024 * 1024;
    private static final List<String> TYPES = List.of("text/plain", "application/xml", "json", "application/json; charset=nope", "application/json",
        "application/protobuf", "application/x-thrift", "multipart/form-data", "a/b/c", ";");
    private static final List<String> ENCODINGS = List.of("zstd", "br", "gzip, gzip", "nope");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final Duration timeout;

    HostileHttp(int timeoutSeconds) {
        this.timeout = Duration.ofSeconds(timeoutSeconds);
    }

    /** What a request got. */
    record Answer(String status, String body, long nanos) {
    }

    Answer good(HttpReceiver receiver) {
        return send(receiver, receiver.type(), null, receiver.body());
    }

    /** Sends {@code count} malformed requests. */
    Attack attack(HttpReceiver receiver, int count, Mutations mutations) {
        var attack = new Attack(receiver.toString());
        for (int i = 0; i < count; i++) {
            var input = switch (i % 20) {
                case 0 -> "unknown encoding";
                case 1 -> "not gzip";
                case 2 -> i < 20 ? "gzip bomb" : "part of gzip";
                case 3 -> i < 20 ? "too long" : "body in gzip";
                case 4, 5 -> "another type";
                case 6 -> "no body";
                case 7 -> receiver.tree() == null ? "body" : "nested deep";
                case 8, 9, 10, 11, 12, 13, 14 -> receiver.tree() == null ? "body" : "values";
                default -> "body";
            };
            var answer = send(receiver, input, mutations);
            attack.add(answer.status(), answer.body(), input + " " + i, answer.nanos());
        }
        return attack;
    }

    private Answer send(HttpReceiver receiver, String input, Mutations mutations) {
        var random = mutations.random();
        var body = receiver.body();
        return switch (input) {
            case "unknown encoding" -> send(receiver, receiver.type(), ENCODINGS.get(random.nextInt(ENCODINGS.size())), body);
            case "not gzip" -> send(receiver, receiver.type(), random.nextBoolean() ? "gzip" : "deflate", body);
            case "gzip bomb" -> send(receiver, receiver.type(), "gzip", gzip(new byte[8 * LONGEST_BODY]));
            case "part of gzip" -> {
                var whole = gzip(body);
                yield send(receiver, receiver.type(), "gzip", Arrays.copyOf(whole, random.nextInt(whole.length)));
            }
            case "too long" -> send(receiver, receiver.type(), null, new byte[LONGEST_BODY + 1]);
            case "body in gzip" -> send(receiver, receiver.type(), "gzip", gzip(mutations.bytes(body)));
            case "another type" -> send(receiver, TYPES.get(random.nextInt(TYPES.size())), null, mutations.bytes(body));
            case "no body" -> send(receiver, receiver.type(), null, new byte[0]);
            case "nested deep" -> send(receiver, receiver.type(), null, Mutations.utf8(mutations.deepJson(receiver.tree().isArray() ? "a"
                : receiver.tree().fieldNames().next())));
            case "values" -> send(receiver, receiver.type(), null, Mutations.utf8(mutations.json(receiver.tree()).toString()));
            default -> send(receiver, receiver.type(), null, mutations.bytes(body));
        };
    }

    /** @param encoding of the content, or null */
    Answer send(HttpReceiver receiver, String type, String encoding, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + receiver.path())).timeout(timeout)
            .header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
        if (encoding != null) {
            request.header("Content-Encoding", encoding);
        }
        long start = System.nanoTime();
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(String.valueOf(response.statusCode()), response.body(), System.nanoTime() - start);
        } catch (HttpTimeoutException e) {
            return new Answer("no answer in time", e.toString(), System.nanoTime() - start);
        } catch (IOException e) {
            return new Answer("connection closed", e.toString(), System.nanoTime() - start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

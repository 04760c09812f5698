// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.inventory.Inventory.Route;
import io.skyquark.oap.it.inventory.Walk.Call;
import io.skyquark.oap.it.inventory.Walk.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Sends the requests that are written down for the handlers of HTTP routes: an object of lists by simple class name and method. A request has
 * {@code path} (with its query, without the context path), where it is not the path of the route, {@code headers}, and one of {@code body} (JSON, or a
 * text that is sent as it is), {@code spans} (the name of an encoding of Zipkin's) and {@code firehose} (metrics in the form of {@link Firehose}).
 */
final class HttpWalk {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private static final Set<String> NOTHING = Set.of("", "[]", "{}");

    private final Map<String, String> addresses;
    private final JsonNode requests;
    private final UnaryOperator<JsonNode> resolve;

    /**
     * @param addresses URLs to the context paths of the servers, by their names in the inventory
     * @param resolve puts values in place of placeholders
     */
    HttpWalk(Map<String, String> addresses, JsonNode requests, UnaryOperator<JsonNode> resolve) {
        this.addresses = addresses;
        this.requests = requests;
        this.resolve = resolve;
    }

    /** Sends the requests for a route, if there are any. */
    void call(Route route, Walk walk) {
        int number = 0;
        for (var request : requests.path(route.handler())) {
            number++;
            walk.add(route, call(route, resolve.apply(request), "written " + number));
        }
    }

    private Call call(Route route, JsonNode request, String input) {
        var address = addresses.get(route.server());
        if (address == null) {
            return new Call(input, "no port", Outcome.FAILED, "the test does not know where " + route.server() + " listens");
        }
        var message = HttpRequest.newBuilder(URI.create(address + request.path("path").asText(route.path()))).timeout(Duration.ofSeconds(30))
            .method(route.verb(), body(request));
        request.path("headers").properties().forEach(header -> message.header(header.getKey(), header.getValue().asText()));
        try {
            var response = CLIENT.send(message.build(), BodyHandlers.ofString());
            boolean something = !route.verb().equals("GET") || !NOTHING.contains(response.body().strip());
            return call(input, response.statusCode(), something, response.body());
        } catch (IOException e) {
            return new Call(input, "no answer", Outcome.FAILED, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @param something whether the body holds what is to be expected */
    static Call call(String input, int status, boolean something, String body) {
        var outcome = Missing.isToldBy(body) ? Outcome.FAILED : outcome(status, something);
        return new Call(input, String.valueOf(status), outcome, outcome == Outcome.ANSWERED ? "" : body);
    }

    private static Outcome outcome(int status, boolean something) {
        if (status < 300) {
            return something ? Outcome.ANSWERED : Outcome.EMPTY;
        }
        return status == 404 || status == 405 || status >= 500 ? Outcome.FAILED : Outcome.REFUSED;
    }

    private static BodyPublisher body(JsonNode request) {
        if (request.has("spans")) {
            return BodyPublishers.ofByteArray(ZipkinSpans.encode(request.get("spans")));
        }
        if (request.has("firehose")) {
            return BodyPublishers.ofString(Firehose.request(request.get("firehose")).toString());
        }
        var body = request.get("body");
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.isTextual() ? body.asText() : body.toString(), StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skyquark.oap.it.server.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The recorded traffic and questions for tests beside the comparison with upstream: one server, and what it answered. */
public final class RecordedConversation {

    private static final String TRAFFIC = "traffic";
    private static final String QUESTIONS = "questions";

    private final Values values = Values.now();
    private final Conversation conversation;

    public RecordedConversation(RunningServer server) {
        this.conversation = new Conversation(server, values);
    }

    /**
     * An exchange that took place.
     *
     * @param target {@code grpc} and the full name of the method, or {@code http}, the listener (rest, promql, logql), the verb and the path without
     *     its query; for other protocols only the protocol
     * @param name of the exchange in the recording
     * @param answers one for each time that the request was sent: {@code status} and {@code description} or {@code body}
     * @param problem why it did not come to an end, or null
     */
    public record Sent(String target, String name, List<JsonNode> answers, String problem) {
    }

    /** @param variables with the placeholders in place of values, see {@link #resolve} */
    public record Question(String name, String query, JsonNode variables) {
    }

    /** What a server must have switched on for the recording. */
    public static Map<String, String> settings() {
        return Recording.SETTINGS;
    }

    /** Whether a tree tells nothing, see {@link Conversation#isEmpty}. */
    public static boolean tellsNothing(JsonNode node) {
        return Conversation.isEmpty(node);
    }

    /** Sends the recorded traffic. A request that comes to no good end does not keep the others from being sent. */
    public List<Sent> sendTraffic() {
        return send(TRAFFIC, request -> true);
    }

    /** Asks the recorded questions over HTTP except those in GraphQL. */
    public List<Sent> askOverHttp() {
        return send(QUESTIONS, Exchange.Http.class::isInstance);
    }

    /** The recorded requests in GraphQL that are answered with data. */
    public List<Question> questionsWithData() {
        return Stream.of(TRAFFIC, QUESTIONS).flatMap(folder -> Recording.read(folder).stream())
            .filter(exchange -> exchange.request() instanceof Exchange.GraphQl && exchange.expected() == Exchange.Expected.DATA)
            .map(exchange -> question(exchange.name(), (Exchange.GraphQl) exchange.request()))
            .toList();
    }

    /**
     * A copy of the tree with the values of this conversation in place of the placeholders of {@link Values}.
     *
     * @throws IllegalArgumentException where the conversation has not given a value
     */
    public JsonNode resolve(JsonNode template) {
        return values.resolve(template);
    }

    private static Question question(String name, Exchange.GraphQl request) {
        return new Question(name, request.query(), request.variables());
    }

    private List<Sent> send(String folder, Predicate<Exchange.Request> selected) {
        return Recording.read(folder).stream().filter(exchange -> selected.test(exchange.request())).map(this::send).toList();
    }

    private Sent send(Exchange exchange) {
        try {
            var answer = conversation.perform(exchange);
            List<JsonNode> answers = new ArrayList<>();
            (answer.isArray() ? answer : JsonNodeFactory.instance.arrayNode().add(answer)).forEach(answers::add);
            return new Sent(target(exchange.request()), exchange.name(), answers, null);
        } catch (RuntimeException | AssertionError e) {
            return new Sent(target(exchange.request()), exchange.name(), List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static String target(Exchange.Request request) {
        if (request instanceof Exchange.Grpc grpc) {
            return "grpc " + grpc.method();
        }
        if (request instanceof Exchange.Http http) {
            return "http " + http.server() + " " + http.method() + " " + http.path().replaceFirst("\\?.*", "");
        }
        return request instanceof Exchange.GraphQl ? "graphql" : "zabbix";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Status;
import io.skyquark.oap.it.comparison.RecordedConversation.Sent;
import io.skyquark.oap.it.inventory.Inventory.Entry;
import io.skyquark.oap.it.inventory.Inventory.GrpcMethod;
import io.skyquark.oap.it.inventory.Inventory.Route;
import io.skyquark.oap.it.inventory.Walk.Call;
import io.skyquark.oap.it.inventory.Walk.Outcome;
import java.util.List;
import java.util.Map;

/** Takes the exchanges of the recording down as calls of the entries that they went to. */
final class Recorded {

    /** The servers of the inventory by the listeners of the recording. */
    private static final Map<String, String> SERVERS = Map.of("rest", "core", "promql", "PromQLProvider", "logql", "LogQLProvider",
        "zipkin", "ZipkinReceiverProvider", "zipkinquery", "ZipkinQueryProvider", "firehose", "AWSFirehoseReceiverModuleProvider");

    private Recorded() {
    }

    static void add(List<Sent> exchanges, Walk walk) {
        for (var sent : exchanges) {
            walk.entries().stream().filter(entry -> wentTo(sent.target(), entry)).forEach(entry -> add(sent, entry, walk));
        }
    }

    private static boolean wentTo(String target, Entry entry) {
        var parts = target.split(" ");
        return switch (parts[0]) {
            case "grpc" -> entry.equals(new GrpcMethod(parts[1]));
            case "http" -> entry instanceof Route route && route.server().equals(SERVERS.get(parts[1])) && route.matches(parts[2], parts[3]);
            default -> false;
        };
    }

    private static void add(Sent sent, Entry entry, Walk walk) {
        if (sent.problem() != null) {
            walk.add(entry, new Call(sent.name(), "no end", Outcome.FAILED, sent.problem()));
        }
        for (int i = 0; i < sent.answers().size(); i++) {
            var input = sent.answers().size() == 1 ? sent.name() : sent.name() + " " + (i + 1);
            walk.add(entry, entry instanceof Route ? http(input, sent.answers().get(i)) : grpc(input, sent.answers().get(i)));
        }
    }

    private static Call grpc(String input, JsonNode answer) {
        var status = answer.get("status").asText();
        return new Call(input, status, GrpcWalk.outcome(Status.Code.valueOf(status)), answer.path("description").asText(""));
    }

    private static Call http(String input, JsonNode answer) {
        int status = answer.get("status").asInt();
        return HttpWalk.call(input, status, true, answer.path("body").toString());
    }
}

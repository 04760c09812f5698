// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.comparison.RecordedConversation;
import io.skyquark.oap.it.inventory.GrpcMethods;
import io.skyquark.oap.it.inventory.GrpcWalk;
import io.skyquark.oap.it.inventory.Inputs;
import io.skyquark.oap.it.inventory.Inventory;
import io.skyquark.oap.it.inventory.Messages;
import io.skyquark.oap.it.server.Ports;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every receiver behind one array of bytes: the first byte chooses the receiver, the rest is the message for it, as it is. The order of the receivers follows
 * from the inventory, so that a saved input means the same in every run of one build.
 */
final class FuzzedReceivers implements AutoCloseable {

    /** A receiver that takes longer hangs; a machine that does other things as well is slow. */
    private static final int HANGS_SECONDS = 10;
    private static final int LONGEST_MESSAGE = 50 * 1024 * 1024;
    private static final Set<String> GRPC_ANSWERS = Set.of("OK", "INVALID_ARGUMENT", "RESOURCE_EXHAUSTED", "UNIMPLEMENTED");
    private static final Set<String> HTTP_ANSWERS = Set.of("200", "202", "400", "413", "415");

    private final List<String> methods;
    private final List<HttpReceiver> routes;
    private final Messages messages;
    private final HostileGrpc grpc;
    private final HostileHttp http = new HostileHttp(HANGS_SECONDS);
    private final HostileZabbix zabbix;

    FuzzedReceivers(Ports ports) {
        methods = Inventory.read().methods().stream().map(Inventory.GrpcMethod::name).sorted().toList();
        messages = new Messages(new RecordedConversation(null).resolve(Inputs.yaml("grpc.yaml").get("fields")));
        routes = HttpReceiver.of(ports, messages);
        grpc = new HostileGrpc(ports.grpc(), messages, Json.of(Map.of()), LONGEST_MESSAGE, HANGS_SECONDS);
        zabbix = new HostileZabbix(ports.zabbix(), HANGS_SECONDS);
    }

    int count() {
        return methods.size() + routes.size() + 1;
    }

    /** Good messages for all receivers. */
    List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        var known = GrpcMethods.onClassPath();
        for (int i = 0; i < methods.size(); i++) {
            for (var message : GrpcWalk.requests(known.get(methods.get(i)), messages, Json.of(Map.of()))) {
                seeds.add(input(i, message.toByteArray()));
            }
        }
        for (int i = 0; i < routes.size(); i++) {
            seeds.add(input(methods.size() + i, routes.get(i).body()));
        }
        seeds.add(input(count() - 1, HostileZabbix.frame("{\"request\":\"agent data\",\"data\":[{\"host\":\"fuzz\",\"key\":\"system.cpu.load[all,avg1]\",\"value\":\"1\"}]}"
            .getBytes(StandardCharsets.UTF_8))));
        return seeds;
    }

    private static byte[] input(int receiver, byte[] message) {
        var input = new byte[message.length + 1];
        input[0] = (byte) receiver;
        System.arraycopy(message, 0, input, 1, message.length);
        return input;
    }

    /**
     * Sends an input.
     *
     * @throws AssertionError where the receiver answers in a way that tells its client nothing, or not in time
     */
    void send(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int receiver = (input[0] & 0xff) % count();
        var message = Arrays.copyOfRange(input, 1, input.length);
        if (receiver < methods.size()) {
            var end = grpc.call(methods.get(receiver), List.of(message), null);
            check(GRPC_ANSWERS.contains(end.answer()), "grpc " + methods.get(receiver), end.status().toString());
        } else if (receiver < methods.size() + routes.size()) {
            var route = routes.get(receiver - methods.size());
            var answer = http.send(route, route.type(), null, message);
            // Firehose's own form of an error has this status whatever the reason.
            boolean firehose = answer.status().equals("500") && route.path().startsWith("/aws/firehose/");
            check(firehose || HTTP_ANSWERS.contains(answer.status()), route.toString(), answer.toString());
        } else {
            var answer = zabbix.send(message);
            check(!answer.equals("no answer in time"), "zabbix", answer);
        }
    }

    private static void check(boolean good, String receiver, String answer) {
        if (!good) {
            throw new AssertionError(receiver + " answers " + answer);
        }
    }

    @Override
    public void close() {
        grpc.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import io.skyquark.oap.it.client.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Malformed messages for the port of Zabbix agents: a header with a length, and JSON. */
final class HostileZabbix {

    private static final byte[] PROTOCOL = {'Z', 'B', 'X', 'D', 1};
    private static final long[] LENGTHS = {-1, 0, 1, 7, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32};

    private final int port;
    private final int timeoutMillis;

    HostileZabbix(int port, int timeoutSeconds) {
        this.port = port;
        this.timeoutMillis = timeoutSeconds * 1_000;
    }

    /** Sends {@code count} malformed messages, each on a connection of its own whose sending side is closed after it. */
    Attack attack(int count, Mutations mutations) {
        var attack = new Attack("zabbix");
        var tree = Json.of(Map.of("request", "agent data", "session", "abc", "data", List.of(
            Map.of("host", "it-hostile", "key", "system.cpu.load[all,avg1]", "value", "0.75", "id", 1, "clock", System.currentTimeMillis() / 1_000, "ns", 1))));
        var good = Mutations.utf8(tree.toString());
        for (int i = 0; i < count; i++) {
            var input = List.of("length", "values", "nested deep", "body", "frame").get(i % 5);
            var message = switch (input) {
                case "length" -> frame(LENGTHS[mutations.random().nextInt(LENGTHS.length)], good);
                case "values" -> frame(Mutations.utf8(mutations.json(tree).toString()));
                case "nested deep" -> frame(Mutations.utf8(mutations.deepJson("data")));
                case "body" -> frame(mutations.bytes(good));
                default -> mutations.bytes(frame(good));
            };
            long start = System.nanoTime();
            var answer = send(message);
            attack.add(answer, "", input + " " + i, System.nanoTime() - start);
        }
        return attack;
    }

    /** Sends bytes as they are. */
    String send(byte[] message) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(timeoutMillis);
            socket.getOutputStream().write(message);
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes().length == 0 ? "closed" : "answered";
        } catch (SocketTimeoutException e) {
            return "no answer in time";
        } catch (IOException e) {
            return "connection closed";
        }
    }

    /** A message of the protocol. */
    static byte[] frame(byte[] body) {
        return frame(body.length, body);
    }

    private static byte[] frame(long length, byte[] body) {
        return ByteBuffer.allocate(PROTOCOL.length + Long.BYTES + body.length).order(ByteOrder.LITTLE_ENDIAN).put(PROTOCOL).putLong(length).put(body).array();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.client;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends what a Zabbix agent sends: one message for each connection, behind a header with its length. */
public final class ZabbixAgent {

    private static final byte[] PROTOCOL = {'Z', 'B', 'X', 'D', 1};
    private static final int HEADER_LENGTH = PROTOCOL.length + Long.BYTES;
    private static final int TIMEOUT_MILLIS = 30_000;

    private final int port;

    public ZabbixAgent(int port) {
        this.port = port;
    }

    /**
     * @param message JSON
     * @return the JSON of the answer, or nothing where the server closes the connection without one
     */
    public Optional<String> send(String message) {
        var body = message.getBytes(StandardCharsets.UTF_8);
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(header(body.length).put(body).array());
            var in = new DataInputStream(socket.getInputStream());
            var header = ByteBuffer.wrap(in.readNBytes(HEADER_LENGTH)).order(ByteOrder.LITTLE_ENDIAN);
            if (header.remaining() < HEADER_LENGTH) {
                return Optional.empty();
            }
            var answer = new byte[(int) header.getLong(PROTOCOL.length)];
            in.readFully(answer);
            return Optional.of(new String(answer, StandardCharsets.UTF_8));
        } catch (EOFException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer header(int length) {
        return ByteBuffer.allocate(HEADER_LENGTH + length).order(ByteOrder.LITTLE_ENDIAN).put(PROTOCOL).putLong(length);
    }
}

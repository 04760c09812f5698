// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Sends requests that a proper HTTP client would refuse to send, one for each connection. */
final class RawHttp {

    private static final int TIMEOUT_MILLIS = 30_000;

    private RawHttp() {
    }

    /** @param headers by name, in any case */
    record Answer(int status, Map<String, String> headers, String body) {
    }

    /**
     * @param version for example {@code HTTP/1.1}
     * @param body null for none
     * @param chunked whether the body goes in three chunks and without a length
     */
    record Request(String verb, String target, String version, Map<String, String> headers, byte[] body, boolean chunked) {

        byte[] bytes() throws IOException {
            var text = new StringBuilder(verb + " " + target + " " + version + "\r\nHost: localhost\r\n");
            headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
            if (body != null) {
                text.append(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length).append("\r\n");
            }
            var bytes = new ByteArrayOutputStream();
            bytes.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            if (body != null) {
                writeBody(bytes);
            }
            return bytes.toByteArray();
        }

        private void writeBody(ByteArrayOutputStream bytes) throws IOException {
            if (!chunked) {
                bytes.write(body);
                return;
            }
            int size = Math.max(1, body.length / 3);
            for (int start = 0; start < body.length; start += size) {
                int length = Math.min(size, body.length - start);
                bytes.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                bytes.write(body, start, length);
                bytes.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            bytes.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    static Answer send(int port, Request request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            try {
                socket.getOutputStream().write(request.bytes());
            } catch (SocketException e) {
                // A server may answer and close before it has read a body that is too long.
            }
            return read(new DataInputStream(socket.getInputStream()), request.verb());
        }
    }

    private static Answer read(DataInputStream in, String verb) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).trim());
        }
        if (status == 100) {
            return read(in, verb);
        }
        byte[] body = new byte[0];
        if (!verb.equals("HEAD") && headers.containsKey("content-length")) {
            body = in.readNBytes(Integer.parseInt(headers.get("content-length")));
        } else if (!verb.equals("HEAD") && "chunked".equals(headers.get("transfer-encoding"))) {
            body = chunks(in);
        }
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(DataInputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        for (int length = Integer.parseInt(line(in), 16); length > 0; length = Integer.parseInt(line(in), 16)) {
            body.write(in.readNBytes(length));
            line(in);
        }
        return body.toByteArray();
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The server closed the connection after '" + line + "'");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One port for each listener that a server opens by default, for Zabbix agents or for Zipkin, so that several servers run side by side and none meets a default port. */
public record Ports(int grpc, int rest, int promql, int logql, int firehose, int zabbix, int zipkin, int zipkinQuery) {

    /** Ports that are free now. */
    public static Ports free() {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                sockets.add(new ServerSocket(0));
            }
            var ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            return new Ports(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6], ports[7]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sockets.forEach(Ports::close);
        }
    }

    /** The same with another gRPC port: the servers of a cluster share its number and differ in the address. */
    Ports withGrpc(int port) {
        return new Ports(port, rest, promql, logql, firehose, zabbix, zipkin, zipkinQuery);
    }

    /** The variables that tell a server its ports. */
    public Map<String, String> environment() {
        return Map.of(
            "SW_CORE_GRPC_PORT", String.valueOf(grpc),
            "SW_CORE_REST_PORT", String.valueOf(rest),
            "SW_PROMQL_REST_PORT", String.valueOf(promql),
            "SW_LOGQL_REST_PORT", String.valueOf(logql),
            "SW_RECEIVER_AWS_FIREHOSE_HTTP_PORT", String.valueOf(firehose),
            "SW_RECEIVER_ZABBIX_PORT", String.valueOf(zabbix),
            "SW_RECEIVER_ZIPKIN_REST_PORT", String.valueOf(zipkin),
            "SW_QUERY_ZIPKIN_REST_PORT", String.valueOf(zipkinQuery));
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

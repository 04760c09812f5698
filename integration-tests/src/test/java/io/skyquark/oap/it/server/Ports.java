// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** One port for each listener that a server opens by default, for Zabbix agents or for Zipkin, so that several servers run side by side and none meets a default port. */
public record Ports(int grpc, int rest, int promql, int logql, int firehose, int zabbix, int zipkin, int zipkinQuery) {

    /**
     * Where ports are looked for: below those that a system gives to outgoing connections (Linux from 32768, others from 49152). A server dials its storage
     * before it opens its last port, and with one of those the connection itself can be what occupies it.
     */
    private static final int FIRST = 20_000;
    private static final int COUNT = 32_768 - FIRST;
    /** Starts anywhere, as several processes look for ports. */
    private static final AtomicInteger NEXT = new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    /** Ports that are free now, and that this process has not given before. */
    public static Ports free() {
        return new Ports(next(), next(), next(), next(), next(), next(), next(), next());
    }

    private static int next() {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
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
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.refusal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;

/**
 * Counts what the server does not take in, for {@code /q/metrics}. Every label has few values, whatever clients send. What is taken in costs nothing here; a
 * count that is still zero has no line yet.
 */
public final class Refusals {

    /** Calls that ended with another status than OK, by service and status; what the client cancelled is not among them. */
    private static final String GRPC = "oap.grpc.refused";
    /** Requests answered with a status of 400 or more, by port and status. */
    private static final String HTTP = "oap.http.refused";
    /** Connections closed because there were too many, by port. */
    private static final String CONNECTIONS = "oap.http.connections.refused";
    /** Items that found a queue full, or stopped, by kind of queue. */
    private static final String QUEUE = "oap.queue.dropped";
    /** What was not stored, by kind (the model of a record, or {@code metrics}) and reason: {@code full}, {@code refused}, {@code time}. */
    private static final String STORAGE = "oap.storage.dropped";

    private static final Map<List<String>, LongAdder> COUNTS = new ConcurrentHashMap<>();

    private Refusals() {
    }

    /**
     * @param service full name of a service that the build knows, or {@code unknown}
     * @param code name of the status, for example {@code INVALID_ARGUMENT}
     */
    public static void grpcCall(String service, String code) {
        count(GRPC, "service", service, "code", code);
    }

    /** @param port as configured */
    public static void httpRequest(int port, int status) {
        count(HTTP, "port", Integer.toString(port), "status", Integer.toString(status));
    }

    /** @param port as configured */
    public static void httpConnection(int port) {
        count(CONNECTIONS, "port", Integer.toString(port));
    }

    /** @param queue the kind of queue, without the name of the metric that it is for */
    public static void queueItem(String queue) {
        count(QUEUE, "queue", queue);
    }

    /**
     * @param kind of data: the model of a record, or {@code metrics}
     * @param reason {@code full} where there was no room to wait, {@code refused} where the storage found it wrong, {@code time} where it has no readable time
     */
    public static void storageItem(String kind, String reason) {
        count(STORAGE, "kind", kind, "reason", reason);
    }

    /** The adder keeps the count, because meters are gone while the application's registry is not there yet. */
    private static void count(String metric, String... tags) {
        COUNTS.computeIfAbsent(key(metric, tags), key -> {
            var adder = new LongAdder();
            FunctionCounter.builder(metric, adder, LongAdder::sum).tags(Tags.of(tags)).register(Metrics.globalRegistry);
            return adder;
        }).increment();
    }

    private static List<String> key(String metric, String... tags) {
        return tags.length == 2 ? List.of(metric, tags[1]) : List.of(metric, tags[1], tags[3]);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.benchmark.server;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.language.agent.v3.RefType;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentCollection;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentReference;
import org.apache.skywalking.apm.network.language.agent.v3.SpanLayer;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanType;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;

import io.grpc.Channel;

/** Ten services in a row, two instances and twenty endpoints each: of every call a segment with the request, the work on it, a query and the call of the next one. */
final class SegmentLoad {

    private static final int SERVICES = 10;
    private static final int INSTANCES = 2;
    private static final int ENDPOINTS = 20;
    private static final int CALLS_A_SECOND = 50;
    private static final int TOMCAT = 1;
    private static final int HTTP_CLIENT = 2;
    private static final int MYSQL = 5;

    private final Random random = new Random(7);

    /** @return the segments that the server has acknowledged */
    long send(Channel channel, int rate, Duration time) throws InterruptedException {
        var server = TraceSegmentReportServiceGrpc.newBlockingStub(channel);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long sent = 0;
        for (int call = 0; System.nanoTime() < end; call++) {
            long due = start + call * TimeUnit.SECONDS.toNanos(1) / CALLS_A_SECOND;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            var segments = SegmentCollection.newBuilder();
            for (int i = 0; i < rate / CALLS_A_SECOND; i++) {
                segments.addSegments(segment());
            }
            server.collectInSync(segments.build());
            sent += segments.getSegmentsCount();
        }
        return sent;
    }

    private SegmentObject segment() {
        int service = random.nextInt(SERVICES);
        var next = name((service + 1) % SERVICES) + ":8080";
        var trace = UUID.randomUUID().toString();
        long now = System.currentTimeMillis();
        int latency = 5 + random.nextInt(200);
        boolean error = random.nextInt(50) == 0;
        var entry = span(0, -1, now - latency, now, "/endpoint-" + random.nextInt(ENDPOINTS), SpanType.Entry, SpanLayer.Http, TOMCAT).setIsError(error)
            .addTags(tag("http.method", "GET")).addTags(tag("http.status_code", error ? "500" : "200"));
        if (service > 0) {
            entry.addRefs(SegmentReference.newBuilder().setRefType(RefType.CrossProcess).setTraceId(trace).setParentTraceSegmentId(trace + ".parent")
                .setParentSpanId(3).setParentService(name(service - 1)).setParentServiceInstance(instance(service - 1)).setParentEndpoint("/endpoint-0")
                .setNetworkAddressUsedAtPeer(name(service) + ":8080"));
        }
        return SegmentObject.newBuilder().setTraceId(trace).setTraceSegmentId(trace + ".1").setService(name(service)).setServiceInstance(instance(service))
            .addSpans(entry)
            .addSpans(span(1, 0, now - latency + 1, now, "work", SpanType.Local, SpanLayer.Unknown, 0))
            .addSpans(span(2, 1, now - latency + 2, now - 1, "Mysql/JDBI/Statement/execute", SpanType.Exit, SpanLayer.Database, MYSQL).setPeer("mysql:3306")
                .addTags(tag("db.type", "Mysql")).addTags(tag("db.statement", "select * from stock where id = ?")))
            .addSpans(span(3, 1, now - 3, now - 1, "/endpoint-0", SpanType.Exit, SpanLayer.Http, HTTP_CLIENT).setPeer(next)
                .addTags(tag("url", "http://" + next + "/endpoint-0")))
            .build();
    }

    private static SpanObject.Builder span(int id, int parent, long start, long end, String operation, SpanType type, SpanLayer layer, int component) {
        return SpanObject.newBuilder().setSpanId(id).setParentSpanId(parent).setStartTime(start).setEndTime(end).setOperationName(operation).setSpanType(type)
            .setSpanLayer(layer).setComponentId(component);
    }

    private static KeyStringValuePair tag(String key, String value) {
        return KeyStringValuePair.newBuilder().setKey(key).setValue(value).build();
    }

    private static String name(int service) {
        return "load-" + service;
    }

    private String instance(int service) {
        return name(service) + "-" + random.nextInt(INSTANCES);
    }
}

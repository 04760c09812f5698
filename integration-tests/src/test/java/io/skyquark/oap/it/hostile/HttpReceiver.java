// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.inventory.Firehose;
import io.skyquark.oap.it.inventory.Messages;
import io.skyquark.oap.it.inventory.ZipkinSpans;
import io.skyquark.oap.it.server.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.skywalking.apm.network.event.v3.Event;
import org.apache.skywalking.apm.network.language.agent.v3.BrowserErrorLog;
import org.apache.skywalking.apm.network.language.agent.v3.BrowserPerfData;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.logging.v3.LogData;
import org.apache.skywalking.apm.network.management.v3.InstancePingPkg;
import org.apache.skywalking.apm.network.management.v3.InstanceProperties;

/**
 * A route that takes data in, with a good request to it.
 *
 * @param tree the body where it is JSON, or null
 * @param type its content type
 */
record HttpReceiver(int port, String path, String type, byte[] body, JsonNode tree) {

    private static final String JSON = "application/json";
    private static final String TRACE = "00000000000000f1";

    /** All of them; both encodings of a body are receivers of their own. */
    static List<HttpReceiver> of(Ports ports, Messages messages) {
        int core = ports.rest();
        List<HttpReceiver> all = new ArrayList<>();
        one(all, core, "/browser/errorLog", messages, BrowserErrorLog.getDefaultInstance());
        one(all, core, "/browser/perfData", messages, BrowserPerfData.getDefaultInstance());
        one(all, core, "/v3/management/keepAlive", messages, InstancePingPkg.getDefaultInstance());
        one(all, core, "/v3/management/reportProperties", messages, InstanceProperties.getDefaultInstance());
        one(all, core, "/v3/segment", messages, SegmentObject.getDefaultInstance());
        all.add(json(core, "/browser/errorLogs", list(messages, BrowserErrorLog.getDefaultInstance())));
        all.add(json(core, "/v3/events", list(messages, Event.getDefaultInstance())));
        all.add(json(core, "/v3/logs", list(messages, LogData.getDefaultInstance())));
        all.add(json(core, "/v3/segments", list(messages, SegmentObject.getDefaultInstance())));
        all.add(json(core, "/telegraf", Json.of(Map.of("metrics", List.of(Map.of("name", "cpu", "timestamp", now() / 1_000,
            "tags", Map.of("host", "it-hostile", "cpu", "cpu-total"), "fields", Map.of("usage_active", 42.5, "usage_idle", 57.5)))))));
        all.add(json(core, "/graphql", Json.of(Map.of("query", "query ($layer: String) { listServices(layer: $layer) { name } }",
            "variables", Map.of("layer", "GENERAL")))));
        all.add(json(ports.firehose(), "/aws/firehose/metrics", Firehose.request(firehoseMetrics())));
        for (var encoding : List.of("JSON_V1", "THRIFT", "JSON_V2", "PROTO3")) {
            all.add(zipkin(ports.zipkin(), encoding));
        }
        return all;
    }

    private static JsonNode firehoseMetrics() {
        var point = Map.of("startTimeUnixNano", now() * 1_000_000, "timeUnixNano", now() * 1_000_000, "count", 3, "sum", 12,
            "labels", List.of(Map.of("key", "Namespace", "value", "AWS/DynamoDB"), Map.of("key", "TableName", "value", "orders")),
            "quantileValues", List.of(Map.of("quantile", 0, "value", 1), Map.of("quantile", 1, "value", 7)));
        var metric = Map.of("name", "amazonaws.com/AWS/DynamoDB/ConsumedReadCapacityUnits", "unit", "1", "doubleSummary", Map.of("dataPoints", List.of(point)));
        var arn = Map.of("key", "aws.exporter.arn", "value", Map.of("stringValue", "arn:aws:cloudwatch:eu-west-1:1:metric-stream/hostile"));
        return Json.of(Map.of("resourceMetrics", List.of(Map.of("resource", Map.of("attributes", List.of(arn)),
            "instrumentationLibraryMetrics", List.of(Map.of("metrics", List.of(metric)))))));
    }

    private static void one(List<HttpReceiver> all, int port, String path, Messages messages, Message prototype) {
        var message = messages.like(prototype).get(0);
        all.add(json(port, path, tree(message)));
        all.add(new HttpReceiver(port, path, "application/protobuf", message.toByteArray(), null));
    }

    private static JsonNode list(Messages messages, Message prototype) {
        return Json.of(messages.like(prototype).stream().map(HttpReceiver::tree).toList());
    }

    private static HttpReceiver json(int port, String path, JsonNode tree) {
        return new HttpReceiver(port, path, JSON, Mutations.utf8(tree.toString()), tree);
    }

    private static HttpReceiver zipkin(int port, String encoding) {
        var body = ZipkinSpans.encode(Json.of(Map.of("encoding", encoding, "traceId", TRACE, "time", now())));
        return switch (encoding) {
            case "THRIFT" -> new HttpReceiver(port, "/api/v1/spans", "application/x-thrift", body, null);
            case "PROTO3" -> new HttpReceiver(port, "/api/v2/spans", "application/protobuf", body, null);
            default -> json(port, encoding.equals("JSON_V1") ? "/api/v1/spans" : "/api/v2/spans", Json.parse(new String(body, java.nio.charset.StandardCharsets.UTF_8)));
        };
    }

    private static JsonNode tree(Message message) {
        try {
            return Json.parse(JsonFormat.printer().print(message));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    @Override
    public String toString() {
        return "http POST " + path + " " + type;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.collector.metrics.firehose.v0_7.ExportMetricsServiceRequest;
import io.skyquark.oap.it.client.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What Amazon's Firehose sends: an envelope in JSON around OpenTelemetry metrics in version 0.7 of that protocol. */
public final class Firehose {

    private Firehose() {
    }

    /** @param metrics an {@code ExportMetricsServiceRequest} in JSON */
    public static JsonNode request(JsonNode metrics) {
        var bytes = new ByteArrayOutputStream();
        try {
            GrpcWalk.message(ExportMetricsServiceRequest.newBuilder(), metrics).writeDelimitedTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var record = Map.of("data", Base64.getEncoder().encodeToString(bytes.toByteArray()));
        return Json.of(Map.of("requestId", "walk-1", "timestamp", System.currentTimeMillis(), "records", List.of(record)));
    }
}

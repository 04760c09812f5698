// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import zipkin2.Endpoint;
import zipkin2.Span;
import zipkin2.codec.SpanBytesEncoder;

/** A call between two services as Zipkin's libraries report it. */
public final class ZipkinSpans {

    private ZipkinSpans() {
    }

    /** @param spans {@code encoding} of {@link SpanBytesEncoder}, {@code traceId} in hexadecimal, {@code time} in milliseconds */
    public static byte[] encode(JsonNode spans) {
        long micros = spans.get("time").asLong() * 1000;
        var client = Span.newBuilder().traceId(spans.get("traceId").asText()).id("000000000000000a").name("get /pay").kind(Span.Kind.CLIENT)
            .timestamp(micros).duration(90_000).localEndpoint(endpoint("zipkin-shop", "10.0.0.21")).remoteEndpoint(endpoint("zipkin-pay", "10.0.0.22"))
            .addAnnotation(micros + 5_000, "retried").putTag("http.method", "GET").build();
        var server = client.toBuilder().parentId("000000000000000a").id("000000000000000b").kind(Span.Kind.SERVER).timestamp(micros + 10_000).duration(50_000)
            .localEndpoint(endpoint("zipkin-pay", "10.0.0.22")).remoteEndpoint(endpoint("zipkin-shop", "10.0.0.21")).build();
        return SpanBytesEncoder.valueOf(spans.get("encoding").asText()).encodeList(List.of(client, server));
    }

    private static Endpoint endpoint(String service, String address) {
        return Endpoint.newBuilder().serviceName(service).ip(address).port(8080).build();
    }
}

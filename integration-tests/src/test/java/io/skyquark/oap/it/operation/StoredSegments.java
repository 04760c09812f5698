// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.server.RunningServer;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a server has stored of the segments of {@link SegmentStream}. */
public final class StoredSegments {

    private static final int MOST = 1_000_000;

    private StoredSegments() {
    }

    /** @param during a {@code Duration} of the query protocol */
    public static Set<String> ids(RunningServer server, Map<String, String> during) {
        var condition = Map.of("queryDuration", during, "traceState", "ALL", "queryOrder", "BY_START_TIME", "paging", Map.of("pageNum", 1, "pageSize", MOST));
        return server.graphQl().data("query ($c: TraceQueryCondition) { queryBasicTraces(condition: $c) { traces { segmentId } } }", Map.of("c", condition))
            .at("/queryBasicTraces/traces").valueStream().map(trace -> trace.get("segmentId").asText()).collect(Collectors.toSet());
    }

    /** The calls that the metrics of the service count, one for each segment. */
    public static long countedCalls(RunningServer server, Map<String, String> during) {
        var entity = Map.of("scope", "Service", "serviceName", SegmentStream.SERVICE, "normal", true);
        return server.graphQl().data("query ($o: Entity!, $d: Duration!) { execExpression(expression: \"service_cpm\", entity: $o, duration: $d) "
                + "{ results { values { value } } } }", Map.of("o", entity, "d", during))
            .at("/execExpression/results/0/values").valueStream().map(point -> point.get("value")).filter(JsonNode::isTextual)
            .mapToLong(value -> Long.parseLong(value.asText())).sum();
    }
}

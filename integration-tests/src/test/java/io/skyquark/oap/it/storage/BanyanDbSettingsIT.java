// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.skyquark.oap.it.client.Json;
import io.skyquark.oap.it.operation.SegmentStream;
import io.skyquark.oap.it.operation.StoredSegments;
import io.skyquark.oap.it.server.ServerUnderTest;
import io.skyquark.oap.it.server.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Upstream's settings of BanyanDB: TLS, time to live, segments and shards. */
class BanyanDbSettingsIT {

    @Test
    void theyReachTheServerOverTls() {
        var found = BanyanDb.findWithTls();
        assumeTrue(found.isPresent(), "skipped: no program banyand on the PATH");
        var begin = Instant.now();
        try (var storage = found.get(); var server = ServerUnderTest.launch().env(storage.environment()).env(Map.of(
            "SW_CORE_RECORD_DATA_TTL", "5", "SW_CORE_METRICS_DATA_TTL", "9",
            "SW_STORAGE_BANYANDB_RECORD_SHARDS_NUMBER", "2", "SW_STORAGE_BANYANDB_SUPERDATASET_SHARDS_FACTOR", "3",
            "SW_STORAGE_BANYANDB_SUPER_DATASET_SEGMENT_INTERVAL_DAYS", "2")).start()) {
            var groups = groups(storage);
            assertThat(groups.get("stream-segment").at("/resourceOpts/ttl/num").asInt()).isEqualTo(5);
            assertThat(groups.get("stream-segment").at("/resourceOpts/segmentInterval/num").asInt()).isEqualTo(2);
            assertThat(groups.get("stream-segment").at("/resourceOpts/shardNum").asInt()).isEqualTo(2 * 3);
            assertThat(groups.get("stream-default").at("/resourceOpts/shardNum").asInt()).isEqualTo(2);
            assertThat(groups.get("measure-minute").at("/resourceOpts/ttl/num").asInt()).isEqualTo(9);

            try (var stream = new SegmentStream(server.grpc().channel(), 1, Duration.ofMillis(50))) {
                await().until(() -> stream.acknowledged().size() > 100);
                stream.close();
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                    assertThat(StoredSegments.ids(server, TestTime.duration("MINUTE", begin, Instant.now()))).hasSize(stream.acknowledged().size()));
            }
        }
    }

    private static Map<String, JsonNode> groups(BanyanDb storage) {
        return Json.parse(storage.ask("/api/v1/group/schema/lists").body()).get("group").valueStream()
            .collect(Collectors.toMap(group -> group.at("/metadata/name").asText(), Function.identity()));
    }
}
